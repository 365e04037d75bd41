import {closeSync, openSync, readSync, statSync} from "node:fs";
import {basename, dirname, isAbsolute, join, relative} from "node:path";
import {constants, gunzipSync} from "node:zlib";
import {type Engine, identifier, literal} from "../engines/duckdb.js";
import {InputError, nearest} from "../inputError.js";
import {type DecimalMark, plainNumber} from "./numbers.js";

/** An export as it lies on disk. */
export interface ExportFile {
  /** Path as messages show it, relative to the data folder. */
  path: string;
  full: string;
  format: "csv" | "parquet";
  headers: string[];
  delimiter: string;
}

/** Text columns that every staged row carries beside its headers. */
export const fileColumns = ["_file", "_record"] as const;

/**
 * The files a glob names, in order of name, each with its headers. Throws an InputError when there is none, when a file
 * is empty, or when it is not UTF-8 text.
 */
export async function findFiles(
  engine: Engine,
  folder: string,
  glob: string,
  at: {file: string; line: number}
): Promise<ExportFile[]> {
  const pattern = isAbsolute(glob) ? glob : join(folder, glob);
  const found = await engine.rows<{file: string}>(`select file from glob(${literal(pattern)}) order by file`);
  if (found.length === 0)
    throw new InputError(`missing export: ${glob}`, {...at, key: "files"}, await suggestFile(engine, folder, pattern));
  return Promise.all(found.map(({file}) => describe(engine, folder, file)));
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

async function describe(engine: Engine, folder: string, full: string): Promise<ExportFile> {
  const path = relative(folder, full);
  if (full.endsWith(".parquet")) {
    const columns = await engine.rows<{column_name: string}>(`describe select * from read_parquet(${literal(full)})`);
    return {path, full, format: "parquet", headers: columns.map((c) => c.column_name), delimiter: ""};
  }
  const text = readHead(full, path);
  const delimiter = detectDelimiter(text);
  return {path, full, format: "csv", headers: uniqueHeaders(splitRecord(text, delimiter)), delimiter};
}

function readHead(full: string, path: string): string {
  const bytes = Buffer.alloc(Math.min(statSync(full).size, 65536));
  const handle = openSync(full, "r");
  readSync(handle, bytes, 0, bytes.length, 0);
  closeSync(handle);
  const head =
    full.endsWith(".gz") && bytes.length > 0 ? gunzipSync(bytes, {finishFlush: constants.Z_SYNC_FLUSH}) : bytes;
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    throw new InputError("text is UTF-16", {file: path, line: 1}, "save it as UTF-8");
  }
  const text = head.toString("utf8").replace(/^\uFEFF/, "");
  if (text.trim() === "") throw new InputError("empty export", {file: path}, "export it again, with its header line");
  return text;
}

/**
 * The character that separates the fields of a first line, quoted parts aside; a comma when there is none.
 *
 * detectDelimiter('id;"a,b";c') // ";"
 */
export function detectDelimiter(text: string): string {
  const line = (/^(?:"[^"]*"|[^"\r\n])*/.exec(text)?.[0] ?? text).replace(/"[^"]*"/g, "");
  const counts = [",", ";", "\t", "|"].map((character) => [character, line.split(character).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/**
 * The fields of the first record.
 *
 * splitRecord('id,"Company, name"\n1,2', ",") // ["id", "Company, name"]
 */
export function splitRecord(text: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[i + 1] === '"') field += text[++i]!;
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === delimiter) [fields[fields.length], field] = [field, ""];
    else if (character === "\n" || character === "\r") break;
    else field += character;
  }
  return [...fields, field].map((name) => name.trim());
}

/** DuckDB compares names without regard to case, so a second "id" is told apart as "id_1". */
function uniqueHeaders(names: string[]): string[] {
  const seen = new Set<string>();
  return names.map((name, i) => {
    const base = name || `column${i + 1}`;
    let unique = base;
    for (let k = 1; seen.has(unique.toLowerCase()); k++) unique = `${base}_${k}`;
    seen.add(unique.toLowerCase());
    return unique;
  });
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

/** Headers of all files, in order of appearance. */
export function allHeaders(files: ExportFile[]): string[] {
  return [...new Set(files.flatMap((file) => file.headers))];
}

function cell(header: string, mark: DecimalMark | undefined): string {
  const text = `nullif(trim(cast(${identifier(header)} as varchar)), '')`;
  return mark ? plainNumber(text, mark) : text;
}

function scan(file: ExportFile): string {
  if (file.format === "parquet") return `read_parquet(${literal(file.full)})`;
  const columns = file.headers.map((h) => `${literal(h)}: 'VARCHAR'`).join(", ");
  return `read_csv(${literal(file.full)}, auto_detect = false, header = true, delim = ${literal(file.delimiter)}, quote = '"',
    escape = '"', columns = {${columns}}, store_rejects = true, rejects_table = 'csv_errors', rejects_scan = 'csv_scans')`;
}
