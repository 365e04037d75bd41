/** What a page says of its data without being asked: the build writes it into the head of every page. */
export interface PageFacts {
  company: string;
  asOf: string;
  /** How numbers and dates are written, as `en-US`. */
  locale: string;
  checks: {total: number; failed: FailedCheck[]};
  /** Regular expressions for pages that are not for the audience of this build. */
  absent: string[];
}

export interface FailedCheck {
  name: string;
  about: string;
  broken: number;
  /** Measures that it touches. */
  measures: string[];
}

/** The id of the script that holds them. */
export const factsId = "page-facts";

let known: PageFacts | null = null;

/** The facts of this page; null where there is no page around, as in a test, or before the first results. */
export function pageFacts(): PageFacts | null {
  if (known) return known;
  const text = globalThis.document?.getElementById(factsId)?.textContent;
  known = text ? (JSON.parse(text) as PageFacts) : null;
  return known;
}
