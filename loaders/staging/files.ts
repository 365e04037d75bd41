import {basename, dirname, isAbsolute, join, relative} from "node:path";
import {type Engine, identifier, literal} from "../engines/duckdb.js";
import {InputError, nearest} from "../inputError.js";
import {allHeaders} from "./allHeaders.js";
import {maxLine} from "./copies.js";
import {type DecimalMark, plainNumber} from "./numbers.js";
import {prepare} from "./prepare.js";

/** An export, or one of those in an archive or workbook, ready for DuckDB to read. */
export interface ExportFile {
  /** Path as messages show it, relative to the data folder: crm.csv, crm.zip/accounts.csv, crm.xlsx/Accounts. */
  path: string;
  /** What DuckDB reads: the file itself, or a copy. */
  full: string;
  /** The file that lies in the folder. */
  origin: string;
  format: "csv" | "parquet";
  headers: string[];
  delimiter: string;
  /** Whether `full` is a copy: comma-separated UTF-8 without a header line, where each record begins with its line in the original. */
  numbered: boolean;
  /** What could not be copied. */
  setAside: {line: number; reason: string}[];
  /** Headers whose values are never read. */
  withheld?: readonly string[];
}

/** Text columns that every staged row carries beside its headers. */
export const fileColumns = ["_file", "_record"] as const;

/**
 * The files a glob names, in order of name, each with its headers. Throws an InputError when there is none, when a file
 * is empty, or when it cannot be unpacked or read.
 */
export async function findFiles(
  engine: Engine,
  folder: string,
  glob: string,
  at: {file: string; line: number}
): Promise<ExportFile[]> {
  // What follows a container names a part of it: crm.zip/acc*.csv.
  const [, outer, inner] = /^(.*\.(?:zip|xlsx))\/(.+)$/i.exec(glob) ?? [null, glob, null];
  const pattern = isAbsolute(outer!) ? outer! : join(folder, outer!);
  const found = await engine.rows<{file: string}>(`select file from glob(${literal(pattern)}) order by file`);
  if (found.length === 0)
    throw new InputError(`missing export: ${glob}`, {...at, key: "files"}, await suggestFile(engine, folder, pattern));
  const prepared = (await Promise.all(found.map(({file}) => prepare(engine, relative(folder, file), file)))).flat();
  // Of a workbook the first sheet is meant, where none is named.
  if (inner === null) return prepared.filter((file) => !file.origin.match(/\.xlsx$/i) || isFirst(file, prepared));
  const parts = prepared.map((file) => ({file, part: file.path.slice(relative(folder, file.origin).length + 1)}));
  const fits = await engine.rows<{fits: boolean}>(
    `select part glob ${literal(inner)} as fits from (values ${parts.map(({part}, i) => `(${i}, ${literal(part)})`).join(", ")}) as v (i, part) order by i`
  );
  const named = parts.filter((_, i) => fits[i]!.fits).map(({file}) => file);
  if (named.length > 0) return named;
  const held = parts.map(({part}) => part);
  const near = nearest(inner, held);
  const remedy = near ? `did you mean ${near}?` : `it holds ${held.slice(0, 8).join(", ")}`;
  throw new InputError(`missing export: ${glob}`, {...at, key: "files"}, remedy);
}

function isFirst(file: ExportFile, among: ExportFile[]): boolean {
  return among.find(({origin}) => origin === file.origin) === file;
}

async function suggestFile(engine: Engine, folder: string, pattern: string): Promise<string> {
  const beside = await engine.rows<{file: string}>(
    `select file from glob(${literal(join(dirname(pattern), "*"))}) order by file`
  );
  const names = beside.map(({file}) => basename(file));
  const near = nearest(basename(pattern), names);
  if (near) return `did you mean ${relative(folder, join(dirname(pattern), near))}?`;
  return names.length > 0
    ? `the folder holds ${names.slice(0, 8).join(", ")}`
    : `put the export in ${dirname(pattern)}`;
}

/**
 * A query for the rows of several files as text, one column a header, blanks as null; `_record` counts the rows of each
 * file from 1 where `ordered` asks for it; numbers under the headers of `marks` are written as 1234.5. Lines that are no record go to the table csv_errors.
 */
export function readRows(
  files: ExportFile[],
  {ordered, marks}: {ordered: boolean; marks?: ReadonlyMap<string, DecimalMark>}
): string {
  const headers = allHeaders(files);
  const record = ordered ? "row_number() over ()" : "cast(null as bigint)";
  return files
    .map((file) => {
      const own = new Set(file.headers);
      const columns = headers.map(
        (h) => `${own.has(h) ? cell(h, marks?.get(h)) : "cast(null as varchar)"} as ${identifier(h)}`
      );
      return `select ${literal(file.path)} as _file, ${record} as _record, ${columns.join(", ")} from ${scan(file)}`;
    })
    .join("\nunion all\n");
}

function cell(header: string, mark: DecimalMark | undefined): string {
  const text = `nullif(trim(cast(${identifier(header)} as varchar)), '')`;
  return mark ? plainNumber(text, mark) : text;
}

/** The file as a table of DuckDB, all columns as text. */
export function scan(file: ExportFile): string {
  if (file.format === "parquet") return `read_parquet(${literal(file.full)})`;
  const columns = [...(file.numbered ? ["_line"] : []), ...file.headers]
    .map((h) => `${literal(h)}: 'VARCHAR'`)
    .join(", ");
  const layout = file.numbered
    ? `header = false, delim = ',', new_line = '\\n'`
    : `header = true, delim = ${literal(file.delimiter)}`;
  return `read_csv(${literal(file.full)}, auto_detect = false, ${layout}, quote = '"', escape = '"', max_line_size = ${maxLine},
    columns = {${columns}}, store_rejects = true, rejects_table = 'csv_errors', rejects_scan = 'csv_scans')`;
}
