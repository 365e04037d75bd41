import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {countSyllables} from "../../loaders/clarity/countSyllables.js";
import {lintCopy} from "../../loaders/clarity/lintCopy.js";
import {normaliseCopy} from "../../loaders/clarity/normaliseCopy.js";
import {gradeLevel, readingEase, type TextCounts} from "../../loaders/clarity/readability.js";

interface Vector {
  id: string;
  args: TextCounts;
  expected: [ease: number, grade: number];
  tolerance: {value: number};
}

const oracle = join(import.meta.dirname, "../oracle/experiments-readability.json");
const vectors = JSON.parse(readFileSync(oracle, "utf8")) as Vector[];

describe("readability", () => {
  it.each(vectors)("$id", ({args, expected: [ease, grade], tolerance}) => {
    expect(Math.abs(readingEase(args)! - ease)).toBeLessThanOrEqual(tolerance.value);
    expect(Math.abs(gradeLevel(args)! - grade)).toBeLessThanOrEqual(tolerance.value);
  });

  it("has no figure for a text without words", () => {
    expect(readingEase({sentences: 0, words: 0, syllables: 0})).toBeNull();
    expect(gradeLevel({sentences: 0, words: 0, syllables: 0})).toBeNull();
  });
});

describe("countSyllables", () => {
  const words = `the:1 made:1 used:1 sales:1 moves:1 does:1 year:1 team:1 please:1 queue:1 whole:1 poem:2 table:2 tables:2
    started:2 boxes:2 upgrade:2 upgraded:3 trial:2 create:2 client:2 quiet:2 patient:2 million:2 people:2 business:2 colleague:2
    region:2 usage:2 includes:2 value:2 trying:2 science:2 every:2 movement:2 you've:1 couldn't:2 renews:2 prices:2 area:3
    period:3 annual:3 easier:3 completely:3 museum:3 video:3 premium:3 quality:3 introduced:3 renewal:3 forecasting:3
    agreement:3 customer's:3 reactivate:4 automation:4 material:4 society:4 experience:4 functionality:5 association:5
    capabilities:5 configurable:5 organizational:6 operationalize:6`;

  it.each(words.split(/\s+/).map((pair) => pair.split(":") as [string, string]))("%s has %s", (word, count) => {
    expect(countSyllables(word)).toBe(Number(count));
  });

  it("has none without letters", () => {
    expect(countSyllables("42")).toBe(0);
  });
});

describe("normaliseCopy", () => {
  it.each([
    ["Save 20 % at https://a.example/x?y=1.", "Save number percent at link."],
    ["Hello {{first_name}}, *|NAME|* or {name}!", "Hello Name, Name or Name!"],
    ["It is $24, 1,200 USD or €9.50 a seat.", "It is number dollars, number dollars or number dollars a seat."],
    ["Write to sales@demo.example by 14:30 on the 3rd.", "Write to address by number on the number."],
    ["<b>Ask</b>  **us** e.g. today.", "Ask us e.g today."]
  ])("%s", (copy, plain) => {
    expect(normaliseCopy(copy)).toBe(plain);
  });
});

describe("lintCopy", () => {
  it("counts what can be counted by hand", () => {
    // add a seat | so that no-bo-dy has to wait: 9 words, 11 syllables. we help you: 3 words, 3 syllables.
    const found = lintCopy("Add a seat so that nobody has to wait. We help you.");
    expect(found).toMatchObject({
      sentences: 2,
      words: 12,
      syllables: 14,
      asks: 1,
      you: 1,
      we: 1,
      youToWe: 1,
      jargon: []
    });
    expect(found.readingEase).toBeCloseTo(206.835 - 1.015 * 6 - 84.6 * (14 / 12), 9);
    expect(found.grade).toBeCloseTo(0.39 * 6 + 11.8 * (14 / 12) - 15.59, 9);
    expect(found.wordsPerSentence).toBe(6);
    expect(found.longWordShare).toBe(0);
    expect(found.seconds).toBeCloseTo((12 / 238) * 60, 9);
    expect(found).toMatchObject({band: "easy", isUnstable: true});
  });

  it("counts each thing that is asked, and a question as one", () => {
    expect(lintCopy("Pay for a year and get two months free.").asks).toBe(2);
    expect(lintCopy("Please reply. Will you stay with us?").asks).toBe(2);
    expect(lintCopy("You have used 92 % of this month's API calls.").asks).toBe(0);
  });

  it("finds jargon with its endings and hyphens, and only as words", () => {
    expect(lintCopy("It leverages a best in class ecosystem.").jargon).toEqual([
      "best-in-class",
      "ecosystem",
      "leverage"
    ]);
    expect(lintCopy("A beverage on the house.").jargon).toEqual([]);
    expect(lintCopy("Our widget.", ["widget"]).jargon).toEqual(["widget"]);
  });

  it("calls long words in long sentences hard, and a hundred words enough", () => {
    // 5 words of 25 syllables: 206.835 − 5.075 − 84.6 · 5 is far below 50.
    expect(lintCopy("Organizational functionality necessitates configurability continuously.").band).toBe("hard");
    expect(lintCopy("We are here. ".repeat(34)).isUnstable).toBe(false);
    expect(lintCopy("We are here. ".repeat(33)).isUnstable).toBe(true);
  });

  it("has no figure for an empty text", () => {
    expect(lintCopy("…")).toMatchObject({
      words: 0,
      readingEase: null,
      band: null,
      youToWe: null,
      wordsPerSentence: null
    });
  });
});
