import type {Band, CopyLint} from "../../src/results/messages.js";
import {countSyllables} from "./countSyllables.js";
import {normaliseCopy} from "./normaliseCopy.js";
import {gradeLevel, readingEase} from "./readability.js";
import {askVerbs, jargonList, we, you} from "./wordLists.js";

/** Under so many words the grade of one sentence decides, so the figures are called unstable. */
const stableWords = 100;
/** Letters beyond which a word is long, as in LIX: Björnsson (1968). */
const longLetters = 6;
/** Words a minute, silent reading of prose: Brysbaert (2019), Journal of Memory and Language 109:104047. */
const wordsPerMinute = 238;

/**
 * How clear a piece of copy is: counts, the two Flesch figures and a band, easy from a reading ease of 60, hard under 50. A lint, and
 * no cause of any result. The figures of a text without words are null.
 *
 * lintCopy("Add a seat. We help you.").asks // 1
 */
export function lintCopy(copy: string, jargon: readonly string[] = jargonList): CopyLint {
  const text = normaliseCopy(copy);
  const sentences = text.split(/(?<=[.!?…])["')\]]*\s+/).filter((sentence) => /[a-z]/i.test(sentence));
  const words = wordsOf(text);
  const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0);
  const counts = {sentences: sentences.length, words: words.length, syllables};
  const ease = readingEase(counts);
  const among = (list: ReadonlySet<string>) => words.filter((word) => list.has(word.toLowerCase())).length;
  const [yours, ours] = [among(you), among(we)];
  const long = words.filter((word) => word.replace(/[^a-z]/gi, "").length > longLetters).length;
  return {
    ...counts,
    readingEase: ease,
    grade: gradeLevel(counts),
    wordsPerSentence: sentences.length ? words.length / sentences.length : null,
    longWordShare: words.length ? long / words.length : null,
    asks: sentences.reduce((sum, sentence) => sum + asksOf(sentence), 0),
    you: yours,
    we: ours,
    youToWe: ours > 0 ? yours / ours : null,
    jargon: jargon.filter((term) => holds(text, term)),
    seconds: (words.length / wordsPerMinute) * 60,
    band: bandOf(ease),
    isUnstable: words.length < stableWords
  };
}

function bandOf(ease: number | null): Band | null {
  if (ease === null) return null;
  return ease >= 60 ? "easy" : ease >= 50 ? "medium" : "hard";
}

/** "up-to-date" is three words; "don't" is one. */
function wordsOf(text: string): string[] {
  return text.match(/[a-z]+(?:'[a-z]+)*/gi) ?? [];
}

/** Questions, and clauses that begin with a verb of asking; "please" and "then" may come before it. */
function asksOf(sentence: string): number {
  const clauses = sentence.split(/[,;:–—]\s*|\s+(?:and|or|then)\s+/);
  const asking = clauses.filter((clause) => {
    const first = wordsOf(clause.replace(/^\s*(?:please|then|just|now|and|or)\s+/i, ""))[0];
    return first !== undefined && askVerbs.has(first.toLowerCase());
  }).length;
  return asking + (asking === 0 && /\?["')\]]*\s*$/.test(sentence) ? 1 : 0);
}

/** A term as a word of its own, or with an ending: "leverage" in "leverages". */
function holds(text: string, term: string): boolean {
  const words = term
    .toLowerCase()
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/[\s-]+/g, "[\\s-]+");
  return RegExp(`(?<![a-z])${words.replace(/e$/, "e?")}(?:s|d|ed|es|ly|ing)?(?![a-z])`, "i").test(text);
}
