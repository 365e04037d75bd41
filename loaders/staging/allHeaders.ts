import type {ExportFile} from "./files.js";

/** Headers of all files that may be read, in order of appearance. */
export function allHeaders(files: ExportFile[]): string[] {
  return [...new Set(files.flatMap(({headers, withheld = []}) => headers.filter((h) => !withheld.includes(h))))];
}
