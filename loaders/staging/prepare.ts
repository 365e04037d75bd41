import {closeSync, openSync, readSync} from "node:fs";
import {type Engine, literal} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";
import {unpackArchive} from "./archive.js";
import {openDelimited} from "./delimited.js";
import type {Found} from "./encoding.js";
import type {ExportFile} from "./files.js";
import {openJson} from "./json.js";
import {openWorkbook} from "./sheet.js";

const prepared = new WeakMap<Engine, Map<string, Promise<ExportFile[]>>>();

/**
 * Makes a file of a folder ready for DuckDB to read: one export, or those an archive or workbook holds. What is not read as it is
 * is copied once a session. Throws an InputError for a file that cannot be read.
 */
export function prepare(engine: Engine, path: string, full: string): Promise<ExportFile[]> {
  const known = prepared.get(engine) ?? new Map<string, Promise<ExportFile[]>>();
  prepared.set(engine, known);
  const files =
    known.get(full) ?? open(engine, {path, full}).then((all) => all.map((file) => ({...file, origin: full})));
  known.set(full, files);
  return files;
}

async function open(engine: Engine, file: Found): Promise<Omit<ExportFile, "origin">[]> {
  refuseDisguised(file);
  if (/\.parquet$/i.test(file.full)) return [await openParquet(engine, file)];
  if (/\.zip$/i.test(file.full)) {
    const opened = [];
    for (const part of await unpackArchive(engine, file)) opened.push(...(await open(engine, part)));
    return opened;
  }
  if (/\.xlsx$/i.test(file.full)) return openWorkbook(engine, file);
  if (/\.(json|jsonl|ndjson)(\.gz)?$/i.test(file.full)) return [await openJson(engine, file)];
  return [await openDelimited(engine, file)];
}

const kinds: readonly [begins: string, name: RegExp, what: string, called: string][] = [
  ["1f8b", /\.gz$/i, "a gzip file", ".csv.gz"],
  ["504b0304", /\.(zip|xlsx)$/i, "a zip archive or a workbook", ".zip or .xlsx"],
  ["50415231", /\.parquet$/i, "a Parquet file", ".parquet"],
  ["d0cf11e0", /\.xlsx$/i, "a workbook of an old Excel, or one with a password", "saved anew as .xlsx"]
];

/** Throws an InputError for a file that begins like another kind than its name says. */
function refuseDisguised({path, full}: Found): void {
  const file = openSync(full, "r");
  const first = Buffer.alloc(4);
  try {
    readSync(file, first, 0, 4, 0);
  } finally {
    closeSync(file);
  }
  const found = kinds.find(([begins]) => first.toString("hex").startsWith(begins));
  if (found && (!found[1].test(full) || found[0] === "d0cf11e0"))
    throw new InputError(`is ${found[2]}, whatever its name says`, {file: path}, `it has to be ${found[3]}`);
}

async function openParquet(engine: Engine, file: Found): Promise<Omit<ExportFile, "origin">> {
  try {
    const columns = await engine.rows<{column_name: string}>(
      `describe select * from read_parquet(${literal(file.full)})`
    );
    const headers = columns.map((c) => c.column_name);
    return {...file, format: "parquet", headers, delimiter: "", numbered: false, setAside: []};
  } catch (error) {
    const why = String((error as Error).message).split("\n")[0];
    throw new InputError(`Parquet cannot be read (${why})`, {file: file.path}, "export or copy it again");
  }
}
