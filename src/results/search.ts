export type SearchKind = "page" | "measure" | "test" | "report" | "section" | "message";

/** Something of the site that a reader may look for. */
export interface SearchEntry {
  kind: SearchKind;
  name: string;
  /** The id it goes by in files and commands, where that is not its name. */
  id?: string;
  /** Other names it goes by. */
  also?: string;
  /** What it is, in a line. */
  about: string;
  /** Its address, from the root of the site. */
  href: string;
}
