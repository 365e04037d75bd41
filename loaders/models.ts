import {readFileSync, readdirSync} from "node:fs";
import {fileURLToPath} from "node:url";
import type {Engine} from "./engines/duckdb.js";
import {InputError} from "./inputError.js";
import {bar, progress} from "./progress.js";

/** A mart: one SQL file, one table. */
export interface Model {
  name: string;
  /** Its first comment: what a row is. */
  comment: string;
  sql: string;
  /** Tables it reads, contract tables and marts. */
  reads: string[];
}

const folder = (name: string) => fileURLToPath(new URL(`${name}/`, import.meta.url));

/** The SQL files of a folder below loaders, by name. */
export function readSql(name: string): {name: string; sql: string}[] {
  return readdirSync(folder(name))
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => ({name: file.slice(0, -4), sql: readFileSync(folder(name) + file, "utf8")}));
}

/**
 * The marts in an order in which each comes after those it reads. Which those are is read from their `from` and `join`,
 * so that no list has to be kept. Throws a RangeError for a circle.
 */
export function readModels(contract: Iterable<string>): Model[] {
  const files = readSql("marts");
  const tables = new Set([
    ...contract,
    "months",
    "parameters",
    "currencies",
    "closed_months",
    ...files.map((f) => f.name)
  ]);
  const models = files.map(({name, sql}) => ({name, sql, comment: leadingComment(sql), reads: namesRead(sql, tables)}));
  const ordered: Model[] = [];
  const visit = (model: Model, path: string[]): void => {
    if (ordered.includes(model)) return;
    if (path.includes(model.name))
      throw new RangeError(`marts read each other in a circle: ${[...path, model.name].join(" → ")}`);
    for (const other of models) if (model.reads.includes(other.name)) visit(other, [...path, model.name]);
    ordered.push(model);
  };
  for (const model of models) visit(model, []);
  return ordered;
}

/** Runs the marts in order, each into a table of its name. Throws an InputError with the place in the SQL of one that cannot be run. */
export async function buildMarts(engine: Engine, models: Model[]): Promise<void> {
  for (const [i, {name, sql}] of models.entries()) {
    progress(`${bar(i, models.length)} making ${name}`);
    try {
      await engine.run(`create or replace table ${name} as ${sql}`);
    } catch (error) {
      throw sqlError(name, error instanceof Error ? error.message : String(error));
    }
  }
}

/**
 * What an engine says of a mart, with its place: DuckDB names the line, and puts a caret under the column where it shows all of it.
 *
 * sqlError("movements", "Parser Error: syntax error at end of input\n\nLINE 9: fro x\n        ^").place // {file: …, line: 9, column: 1}
 */
export function sqlError(mart: string, message: string): InputError {
  const [problem = message] = message.split("\n");
  const [, prefix = "", line, shown = "", spaces = ""] = /^(LINE (\d+): )(.*)\n( *)\^/m.exec(message) ?? [];
  const isWhole = line !== undefined && !shown.startsWith("...");
  return new InputError(
    problem,
    {
      file: `loaders/marts/${mart}.sql`,
      ...(line === undefined ? {} : {line: Number(line)}),
      ...(isWhole ? {column: spaces.length - prefix.length + 1} : {})
    },
    shown ? `correct the SQL at: ${shown.trim()}` : "correct the SQL"
  );
}

/**
 * The text of the comment a file opens with.
 *
 * leadingComment("-- One row per account.\nselect 1") // "One row per account."
 */
export function leadingComment(sql: string): string {
  const lines = sql.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("--"));
  return lines
    .slice(0, end < 0 ? undefined : end)
    .map((line) => line.slice(2).trim())
    .join(" ");
}

function namesRead(sql: string, tables: Set<string>): string[] {
  const code = sql.replace(/--.*$/gm, "");
  const named = [...code.matchAll(/\b(?:from|join)\s+([a-z_]\w*)/g)].map((match) => match[1]!);
  return [...new Set(named)].filter((name) => tables.has(name)).sort();
}
