import type {Cell, Table} from "./dataTable.js";

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
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv(table)], {type: "text/csv"}));
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
