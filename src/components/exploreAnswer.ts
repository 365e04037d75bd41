import type {Cell} from "./dataTable.js";

export interface AnswerColumn {
  name: string;
  kind: "date" | "number" | "text";
}

/** What a query returned, as far as it is kept. */
export interface Answer {
  columns: AnswerColumn[];
  rows: Cell[][];
  /** Whether there was more than is kept. */
  more: boolean;
}

/** Rows of an answer that are kept; what is beyond would fill the memory of a phone. */
export const rowsKept = 100_000;

/** The part of an Arrow record batch that is read here. */
export interface Batch {
  numRows: number;
  getChildAt: (index: number) => {get: (index: number) => unknown} | null;
}

/** Columns as a page tells them apart, from the names of Arrow's types. answerColumns([{name: "m", type: "Date32<DAY>"}]) */
export function answerColumns(fields: readonly {name: string; type: unknown}[]): AnswerColumn[] {
  return fields.map(({name, type}) => ({name, kind: kindOf(String(type))}));
}

/** Adds the rows of a batch, up to those that are kept; false where no more are wanted. */
export function addBatch(answer: Answer, batch: Batch, types: readonly string[]): boolean {
  const columns = types.map((_, i) => batch.getChildAt(i));
  for (let row = 0; row < batch.numRows; row++) {
    if (answer.rows.length === rowsKept) {
      answer.more = true;
      return false;
    }
    answer.rows.push(columns.map((column, i) => toCell(column?.get(row), types[i]!)));
  }
  return true;
}

function kindOf(type: string): AnswerColumn["kind"] {
  if (type.startsWith("Date32")) return "date";
  return /^(U?Int|Float|Decimal)/.test(type) ? "number" : "text";
}

/** A value as a table and a CSV file hold it: dates are ISO text, what has parts is JSON. */
export function toCell(value: unknown, type: string): Cell {
  if (value === null || value === undefined) return null;
  if (type.startsWith("Date32")) return new Date(Number(value)).toISOString().slice(0, 10);
  if (/^(Date64|Timestamp)/.test(type)) return new Date(Number(value)).toISOString().replace("T", " ").slice(0, 19);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "object")
    return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? Number(part) : part));
  return String(value);
}

/**
 * DuckDB's message without its advice to load what this site does not carry, and without the line it shows twice.
 *
 * explainError('… exists in the json extension.') // 'This needs DuckDB’s json extension, …'
 */
export function explainError(text: string): string {
  const message = messageOf(text);
  const extension = /exists in the (\w+) extension|required extension '(\w+)'|extension "(\w+)"/.exec(message);
  const name = extension?.[1] ?? extension?.[2] ?? extension?.[3];
  if (name)
    return `This needs DuckDB’s ${name} extension, which this site does not carry: it fetches nothing from elsewhere.`;
  if (/external extensions is disabled/.test(message))
    return "This site carries no DuckDB extension, and fetches none from elsewhere.";
  const parts = message.trim().split(/\n{2,}(?=LINE \d)/);
  const said = [...new Set(parts.map((part) => part.trimEnd()))].join("\n\n");
  return /file system operations are disabled/.test(message)
    ? `${said}\n\nOnly the tables of this page can be read.`
    : said;
}

/** Some of DuckDB's messages come as JSON, with the message in it. */
function messageOf(text: string): string {
  try {
    const {exception_type: type, exception_message: said} = JSON.parse(text) as Record<string, unknown>;
    return typeof said === "string" ? `${typeof type === "string" ? `${type} Error: ` : ""}${said}` : text;
  } catch {
    return text;
  }
}
