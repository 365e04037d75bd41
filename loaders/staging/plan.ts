import type {Config, ExportEntry} from "../config.js";
import type {ContractTable} from "../contract.js";
import type {Engine} from "../engines/duckdb.js";
import {InputError, nearest} from "../inputError.js";
import {closeDoor, openHeaders} from "../privacy/door.js";
import {fitSource} from "../sources/fitSource.js";
import {sources} from "../sources/index.js";
import type {DayOrder} from "./dates.js";
import type {DecimalMark} from "./numbers.js";
import {allHeaders} from "./allHeaders.js";
import {type ExportFile, findFiles} from "./files.js";
import {whole} from "./reads.js";

/** How the columns of one entry are filled: a header, or a DuckDB expression. */
export type Mapping = Map<string, {header: string} | {expression: string}>;

/** An entry with its files found and its columns resolved. */
export interface Plan {
  entry: ExportEntry;
  /** Vendor export or table, as the report names it. */
  source: string;
  table: ContractTable;
  files: ExportFile[];
  mapping: Mapping;
  where: string | null;
  key: string | null;
  lookups: Map<string, {files: ExportFile[]; on: Record<string, string>}>;
  /** What the values of columns of dates, and of headers of numbers, say of how they are written; found before rows are read. */
  orders: ReadonlyMap<string, DayOrder>;
  marks: ReadonlyMap<string, DecimalMark>;
}

/**
 * What one entry of sources.yaml asks for: its files, its contract table, and how each column is filled. Throws an
 * InputError for a file, source, table or column that does not exist, and for a required column that is not filled.
 */
export async function planExport(
  engine: Engine,
  config: Config,
  contract: Map<string, ContractTable>,
  entry: ExportEntry
): Promise<Plan> {
  const at = (key: string) => ({file: config.file, line: entry.lineOf(key), key});
  const source = entry.source === undefined ? null : sources.get(entry.source);
  if (source === undefined) {
    const near = nearest(entry.source!, sources.keys());
    const remedy = near
      ? `did you mean ${near}?`
      : `known are ${[...sources.keys()].join(", ")}; or set table and columns`;
    throw new InputError(`unknown source: ${entry.source}`, at("source"), remedy);
  }
  const name = entry.table ?? source!.table;
  const table = contract.get(name);
  if (!table) {
    const near = nearest(name, contract.keys());
    throw new InputError(
      `unknown table: ${name}`,
      at("table"),
      near ? `did you mean ${near}?` : `the tables are ${[...contract.keys()].join(", ")}`
    );
  }
  const known = table.columns.map((c) => c.name);
  for (const column of [
    ...Object.keys(entry.columns),
    ...(typeof entry.date_format === "object" ? Object.keys(entry.date_format) : [])
  ]) {
    if (known.includes(column)) continue;
    const near = nearest(column, known);
    throw new InputError(
      `unknown column of ${name}: ${column}`,
      at(`columns.${column}`),
      near ? `did you mean ${near}?` : `its columns are ${known.join(", ")}`
    );
  }
  const files = await findFiles(engine, config.folder, entry.files, at("files"));
  const lookups = await findLookups(engine, config, entry);
  const headers = [
    ...allHeaders(files),
    ...[...lookups].flatMap(([alias, {files}]) => allHeaders(files).map((h) => `${alias}.${h}`))
  ];
  for (const [alias, {files: there, on}] of lookups) {
    for (const [here, header] of Object.entries(on)) {
      if (!headers.includes(here))
        throw new InputError(`unknown header: ${here}`, at(`lookup.${alias}.on`), remedyFor(here, allHeaders(files)));
      if (!allHeaders(there).includes(header)) {
        throw new InputError(
          `unknown header of ${there[0]!.path}: ${header}`,
          at(`lookup.${alias}.on`),
          remedyFor(header, allHeaders(there))
        );
      }
    }
  }
  const fit = source ? fitSource(source, openHeaders(config, headers)) : null;
  const mapping: Mapping = new Map([
    ...(fit?.columns ?? []),
    ...resolve(entry.columns, [...headers, "_file", "_record"])
  ]);
  for (const column of table.columns) {
    if (!column.required || mapping.has(column.name)) continue;
    throw new InputError(
      `${name} needs ${column.name} (${column.comment.toLowerCase()})`,
      at("columns"),
      source
        ? `${files[0]!.path} lacks the header for it; map it under columns`
        : "map it under columns, to a header or an expression"
    );
  }
  return closeDoor(engine, config, {
    entry: {...entry, time_zone: entry.time_zone ?? source?.time_zone},
    source: entry.source ?? name,
    table,
    files,
    mapping,
    where: bothHold(fit?.where ?? null, entry.where ?? null),
    key: entry.key ?? fit?.key ?? null,
    lookups,
    orders: new Map(),
    marks: new Map()
  });
}

function remedyFor(word: string, headers: string[]): string {
  const near = nearest(word, headers);
  return near ? `did you mean ${near}?` : `the headers are ${headers.slice(0, 30).join(", ")}`;
}

/** The rows an export is read from are those that its source and its entry both ask for. */
function bothHold(own: string | null, asked: string | null): string | null {
  return own !== null && asked !== null ? `(${own}) and ${whole(asked)}` : (asked ?? own);
}

/** A value is a header where one is spelt exactly so, else an expression. */
function resolve(columns: Record<string, string>, headers: string[]): Mapping {
  return new Map(
    Object.entries(columns).map(([name, value]) => [
      name,
      headers.includes(value) ? {header: value} : {expression: value}
    ])
  );
}

/** Resolves the lookups of an entry to files. */
async function findLookups(engine: Engine, config: Config, entry: ExportEntry): Promise<Plan["lookups"]> {
  const lookups: Plan["lookups"] = new Map();
  for (const [name, {files, on}] of Object.entries(entry.lookup)) {
    const at = {file: config.file, line: entry.lineOf(`lookup.${name}`)};
    lookups.set(name, {files: await findFiles(engine, config.folder, files, at), on});
  }
  return lookups;
}
