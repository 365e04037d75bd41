import {workbook} from "../workbook.js";
import {zip} from "../zip.js";

/** An export that is broken in one way. */
export interface BrokenFile {
  /** Name of the file. */
  name: string;
  /** What is wrong with it. */
  wrong: string;
  content: string | Buffer;
  /** Rows of data that were written, where it can be said; what comes in must be as many. */
  rows?: number;
  /** Rows that can be used. */
  good?: number;
  /** Other settings of its entry, as YAML. */
  entry?: string;
}

export const head = "id,name,at\n";
export const good = ["a,Acme,2025-01-31", "b,Bolt,2025-02-28", "c,Cord,2025-03-31"];
export const csv = (rows: readonly string[], first = head) => `${first}${rows.join("\n")}\n`;
export const plain = csv(good);
export const times = (n: number, row: (i: number) => string) => Array.from({length: n}, (_, i) => row(i));
export const utf16 = (text: string, mark = true) => Buffer.from((mark ? "\uFEFF" : "") + text, "utf16le");
export const lines = (rows: readonly unknown[]) => `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
export const record = (id: string) => ({id, name: `N ${id}`, at: "2025-01-31"});
export const book = workbook({
  Sheet1: new Map([
    [1, ["id", "name", "at"]],
    [2, ["a", "Acme", "2025-01-31"]]
  ])
});
export const packed = zip([{name: "in.csv", content: plain}]);
