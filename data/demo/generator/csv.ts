import {mkdirSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {gzipSync} from "node:zlib";

export type Cell = string | number | null;

/** What an import should do with a row that is wrong on purpose. */
export interface Flaw {
  reason: string;
  expect: "rejected" | "filtered" | "repeat" | "kept";
}

export interface Row {
  cells: Cell[];
  flaw?: Flaw;
}

/** An export file: rows in order, and the habits of the tool that wrote it. */
export interface Table {
  path: string;
  header: string[];
  rows: Row[];
  delimiter?: string;
  bom?: boolean;
  eol?: string;
}

export interface Written {
  path: string;
  rows: number;
  bytes: number;
  /** Lines and records count from 1; the header is line 1 and no record. */
  flaws: (Flaw & {path: string; line: number; record: number})[];
}

export function table(path: string, header: string[], cells: Cell[][], habits: Partial<Table> = {}): Table {
  return {path, header, rows: cells.map((row) => ({cells: row})), ...habits};
}

function quote(value: Cell, delimiter: string): string {
  if (value === null) return "";
  const text = String(value);
  if (text === "NaN" || text === "undefined") throw new RangeError(`invalid cell: ${text}`);
  return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text of a table's file, and where its flawed rows stand in it. */
export function textOf({path, header, rows, delimiter = ",", bom, eol = "\n"}: Table) {
  const lines = [header.map((cell) => quote(cell, delimiter)).join(delimiter)];
  const flaws: Written["flaws"] = [];
  let line = 1;
  for (const [i, {cells, flaw}] of rows.entries()) {
    const text = cells.map((cell) => quote(cell, delimiter)).join(delimiter);
    line++;
    if (flaw) flaws.push({path, line, record: i + 1, ...flaw});
    line += text.split("\n").length - 1;
    lines.push(text);
  }
  return {text: `${bom ? "\ufeff" : ""}${lines.join(eol)}${eol}`, flaws};
}

/** Writes a table under a folder, compressed if its path ends in .gz. */
export function writeTable(folder: string, table: Table): Written {
  const {text, flaws} = textOf(table);
  const {path, rows} = table;
  const bytes = path.endsWith(".gz") ? compress(Buffer.from(text)) : Buffer.from(text);
  const target = join(folder, path);
  mkdirSync(dirname(target), {recursive: true});
  writeFileSync(target, bytes);
  return {path, rows: rows.length, bytes: bytes.length, flaws};
}

// Byte 9 of a gzip header names the operating system; the time in bytes 4 to 7 is already 0.
function compress(text: Buffer): Buffer {
  const bytes = gzipSync(text, {level: 9});
  bytes[9] = 255;
  return bytes;
}
