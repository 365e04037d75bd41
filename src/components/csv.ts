import type {Cell, Column, Table} from "./dataTable.js";
import {saveFile} from "./saveFile.js";

// A spreadsheet runs a cell that begins so; a leading ' makes it text again.
const formula = /^[=+\-@\t\r]/;

function field(value: Cell): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as CSV (RFC 4180), raw values: rates 0–1, missing empty. */
export function csv({columns, rows}: Table): string {
  const lines = [columns.map((column) => column.label), ...rows].map((row) => row.map(field).join(","));
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

// A cell of a pasted table must stay one cell, and text.
function plain(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  return formula.test(line) && !/^[+\-−]?[\d.,]/u.test(line) ? `'${line}` : line;
}

function shownText({format}: Column, value: Cell, row: readonly Cell[]): string {
  const shown = format ? format(value, row) : (value ?? "");
  return typeof shown === "object" ? (shown.textContent ?? "") : String(shown);
}
