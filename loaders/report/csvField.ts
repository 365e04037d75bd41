import type {Cell} from "../engines/duckdb.js";

// A spreadsheet runs a cell that begins so, blanks before it or not, and in Japan as wide letters too; a ' before it makes it text again.
const formula = /^\s*[=+\-@\t\r\n＝＋－＠]/u;
// Where a spreadsheet separates by other than commas, a text may begin a cell within itself.
const inner = /([;|\t\r\n])(?=[\s"']*[=+\-@＝＋－＠])/gu;
// Negative numbers are no formulas.
const number = /^\s*[-−]?(?:\d[\d.,  ]*|\.\d+)(?:e[+-]?\d+)?\s?%?\s*$/iu;

/** One cell of a CSV, as src/components/csv.ts writes it for readers: numbers as they are, text such that no spreadsheet takes it for a formula. csvField("=1+1") // "'=1+1" */
export function csvField(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  if (number.test(value)) return quote(value);
  const text = value.replace(inner, "$1'");
  return quote(formula.test(text) ? `'${text}` : text);
}

function quote(text: string): string {
  return /[",;|\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
