/** Where in an input something is wrong. */
export interface Place {
  file: string;
  line?: number;
  column?: number;
  /** The key or header the trouble is with. */
  key?: string;
}

/**
 * An input that cannot be used: a message, its place and what to do about it. The command line prints it without a
 * stack, because the reader's file is wrong and not the program.
 *
 * new InputError("unknown key: colums", {file: "sources.yaml", line: 9}, "did you mean columns?").message
 * // "sources.yaml:9: unknown key: colums; did you mean columns?"
 */
export class InputError extends Error {
  readonly place: Place;
  readonly remedy: string;

  constructor(problem: string, place: Place, remedy: string) {
    const at = [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
    super(`${at}: ${problem}; ${remedy}`);
    this.name = "InputError";
    this.place = place;
    this.remedy = remedy;
  }
}

/**
 * The candidate nearest to a mistyped word, or null when none is near: at most a third of its letters differ,
 * or the candidate only adds a word.
 *
 * nearest("colums", ["columns", "files"]) // "columns"
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Math.ceil(word.length / 3) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return (
    best ?? [...candidates].find((candidate) => candidate.toLowerCase().startsWith(`${word.toLowerCase()}_`)) ?? null
  );
}

function editDistance(a: string, b: string): number {
  let row = Array.from({length: b.length + 1}, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
