import {readFileSync} from "node:fs";
import readWorkbook from "read-excel-file/node";
import type {Engine} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";
import {checkArchive} from "./archive.js";
import {createCopy} from "./copies.js";
import type {Found} from "./encoding.js";
import type {ExportFile} from "./files.js";

type Cell = string | number | boolean | Date | null;

/** The sheets of a workbook that hold rows, each named as book.xlsx/Sheet, their first row that is not empty being the header. */
export async function openWorkbook(engine: Engine, file: Found): Promise<Omit<ExportFile, "origin">[]> {
  await checkArchive(file);
  const sheets = (await readSheets(file)).filter(({data}) => data.some((row) => !isEmpty(row)));
  if (sheets.length === 0) throw new InputError("empty export", {file: file.path}, "fill its first sheet");
  return sheets.map(({sheet, data}) => copySheet(engine, `${file.path}/${sheet}`, data));
}

async function readSheets({path, full}: Found): Promise<{sheet: string; data: Cell[][]}[]> {
  try {
    // Numbers stay as they are written, so that long ids lose no digit.
    const options = {trim: false, parseNumber: (text: string) => (/^-?\d{16,}$/.test(text) ? text : Number(text))};
    return (await readWorkbook(readFileSync(full), options)) as {sheet: string; data: Cell[][]}[];
  } catch (error) {
    const why = (error as Error).message;
    throw new InputError(`workbook cannot be read (${why})`, {file: path}, "save it again as .xlsx, or as CSV");
  }
}

function copySheet(engine: Engine, path: string, data: Cell[][]): Omit<ExportFile, "origin"> {
  const top = data.findIndex((row) => !isEmpty(row));
  const headers = data[top]!.map((cell) => textOf(cell).trim());
  while (headers.at(-1) === "") headers.pop();
  const copy = createCopy(engine);
  for (const [i, row] of data.entries()) {
    if (i <= top || isEmpty(row)) continue;
    const cells = row.map(textOf);
    if (cells.slice(headers.length).some((cell) => cell !== ""))
      copy.setAside(i + 1, "has more cells than the header row");
    else if (headers.every((header, k) => (cells[k] ?? "").trim() === header))
      copy.setAside(i + 1, "repeats the header line");
    else
      copy.add(
        i + 1,
        headers.map((_, k) => cells[k] ?? "")
      );
  }
  return copy.done({path, origin: "", headers, delimiter: ""});
}

function isEmpty(row: Cell[]): boolean {
  return row.every((cell) => cell === null || cell === "");
}

/** A day without its midnight; a time to the second. */
function textOf(cell: Cell): string {
  if (cell === null) return "";
  if (!(cell instanceof Date)) return String(cell);
  const iso = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 19).replace("T", " ");
}
