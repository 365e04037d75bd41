import type {SearchEntry, SearchKind} from "../results/search.js";

/** What comes first where two entries fit as well. */
const order: readonly SearchKind[] = ["page", "measure", "test", "report", "section", "message"];

/**
 * The entries that hold every word of a question, the best first: a word of the name that begins with it, before one that holds it,
 * before the text about it. An id and its other names count as part of the name. Nothing for a question without a letter.
 *
 * findEntries(entries, "net ret")[0].name // "Net revenue retention"
 */
export function findEntries(entries: readonly SearchEntry[], question: string): SearchEntry[] {
  const asked = words(question);
  if (asked.length === 0) return [];
  const found = entries.map((entry) => ({entry, score: scoreOf(entry, asked)})).filter(({score}) => score > 0);
  return found.sort((a, b) => b.score - a.score || compare(a.entry, b.entry)).map(({entry}) => entry);
}

/** Nothing where a word is nowhere; else the sum of how well each fits, and a little for a name that begins as asked. */
function scoreOf({name, id = "", also = "", about}: SearchEntry, asked: readonly string[]): number {
  const named = words(`${name} ${id} ${also}`);
  const text = words(about);
  let score = 0;
  for (const word of asked) {
    const fit = named.some((one) => one.startsWith(word))
      ? 3
      : named.some((one) => one.includes(word))
        ? 2
        : text.some((one) => one.startsWith(word))
          ? 0.1
          : 0;
    if (fit === 0) return 0;
    score += fit;
  }
  const begins = [name, id].some((one) => words(one).join(" ").startsWith(asked.join(" ")));
  return score + (begins ? 0.5 : 0);
}

function compare(a: SearchEntry, b: SearchEntry): number {
  return order.indexOf(a.kind) - order.indexOf(b.kind) || a.name.length - b.name.length || a.name.localeCompare(b.name);
}

function words(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  return plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
