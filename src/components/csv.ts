import type {Cell, Column, Table} from "./dataTable.js";
import {saveFile} from "./saveFile.js";

// A spreadsheet runs a cell that begins so, blanks before it or not, and in Japan as wide letters too; a ' before it makes it text again.
const formula = /^\s*[=+\-@\t\r\n＝＋－＠]/u;
// Where a spreadsheet separates by other than commas, a text may begin a cell within itself.
const inner = /([;|\t\r\n])(?=[\s"']*[=+\-@＝＋－＠])/gu;
// Negative numbers are no formulas.
const number = /^\s*[-−]?(?:\d[\d.,  ]*|\.\d+)(?:e[+-]?\d+)?\s?%?\s*$/iu;

/** One cell of a CSV: numbers as they are, text such that no spreadsheet takes it for a formula. csvField("=1+1") // "'=1+1" */
export function csvField(value: Cell): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  if (number.test(value)) return quote(value);
  const text = value.replace(inner, "$1'");
  return quote(formula.test(text) ? `'${text}` : text);
}

function quote(text: string): string {
  return /[",;|\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as CSV (RFC 4180), raw values: rates 0–1, missing empty. */
export function csv({columns, rows}: Table): string {
  const lines = [columns.map((column) => column.label), ...rows].map((row) => row.map(csvField).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

/** Hands a table to the reader as a file. */
export function downloadCsv(name: string, table: Table): void {
  saveFile(`${name}.csv`, new Blob([csv(table)], {type: "text/csv"}));
}

/** A table as text between tabs, as spreadsheets and mails take it from the clipboard: cells as the reader sees them. */
export function tabbed({columns, rows}: Table): string {
  const shown = rows.map((row) => row.map((value, i) => shownText(columns[i]!, value, row)));
  return [columns.map(({label}) => label), ...shown].map((row) => row.map(plain).join("\t")).join("\n");
}

export async function copyTable(table: Table): Promise<void> {
  await navigator.clipboard.writeText(tabbed(table));
}

// What begins with a number is one, as +1.8 pp (0.7 to 2.9), unless it calls something.
const call = /[|!=@*]|\w\(|\d[+-]/u;

// A cell of a pasted table must stay one cell, and text.
function plain(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  return formula.test(line) && !(/^[+\-−]?[\d.,]/u.test(line) && !call.test(line)) ? `'${line}` : line;
}

function shownText({format}: Column, value: Cell, row: readonly Cell[]): string {
  const shown = format ? format(value, row) : (value ?? "");
  return typeof shown === "object" ? (shown.textContent ?? "") : String(shown);
}
