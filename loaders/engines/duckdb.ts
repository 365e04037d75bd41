import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {DuckDBInstance, type DuckDBConnection, type DuckDBValue} from "@duckdb/node-api";

/** A cell as results hold it: dates and times are ISO text, all numbers are doubles. */
export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;

/** What a pipeline asks of an engine: run a statement, fetch a small table. */
export interface Engine {
  run(sql: string): Promise<void>;
  rows<T = Row>(sql: string): Promise<T[]>;
  /** A new path for a file that lives as long as the session. */
  scratch(name: string): string;
  /**
   * From here on the session reads these files and folders and no other, runs no more than so much memory, loads nothing, and its
   * settings stand.
   */
  lock(reach: {files: readonly string[]; folders: readonly string[]; memoryGb: number}): Promise<void>;
  /** Work that may take so many seconds; null where it was stopped. */
  within<T>(seconds: number, work: () => Promise<T>): Promise<T | null>;
  close(): void;
}

/**
 * Opens one DuckDB session in a file (or `:memory:`) with extensions, network and the local time zone out of reach, so
 * that a run depends on nothing but its inputs.
 *
 * (await openDuckDB(":memory:")).rows("select 1 as one") // [{one: 1}]
 */
export async function openDuckDB(file: string, {temp}: {temp?: string} = {}): Promise<Engine> {
  const instance = await DuckDBInstance.create(file, {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    // What does not fit is spilled beside the work of the run.
    memory_limit: "4GB",
    ...(temp ? {temp_directory: temp} : {})
  });
  const connection = await instance.connect();
  await connection.run("set TimeZone = 'UTC'");
  let folder: string | null = null;
  let files = 0;
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    rows: <T>(sql: string) => fetchRows<T>(connection, sql),
    scratch: (name) => {
      folder ??= mkdtempSync(join(temp ? dirname(temp) : tmpdir(), "upswing-copies-"));
      return join(folder, `${++files}-${name}`);
    },
    lock: async ({files: paths, folders, memoryGb}) => {
      const list = (all: readonly string[]) => `[${all.map(literal).join(", ")}]`;
      const own = [...folders, ...(folder === null ? [] : [folder]), ...(temp ? [temp] : [])];
      await connection.run(`set allowed_paths = ${list(paths)}`);
      await connection.run(`set allowed_directories = ${list(own)}`);
      await connection.run(`set memory_limit = '${Math.round(memoryGb * 1e3)}MB'`);
      await connection.run("set enable_external_access = false");
      await connection.run("set lock_configuration = true");
    },
    within: async (seconds, work) => {
      let stopped = false;
      const timer = setInterval(() => {
        stopped = true;
        connection.interrupt();
      }, seconds * 1000);
      try {
        return await work();
      } catch (error) {
        if (stopped) return null;
        throw error;
      } finally {
        clearInterval(timer);
      }
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
      if (folder !== null) rmSync(folder, {recursive: true, force: true});
    }
  };
}

async function fetchRows<T>(connection: DuckDBConnection, sql: string): Promise<T[]> {
  const reader = await connection.runAndReadAll(sql);
  const names = reader.deduplicatedColumnNames();
  return reader.getRows().map((row) => Object.fromEntries(row.map((value, i) => [names[i], toCell(value)])) as T);
}

function toCell(value: DuckDBValue): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return safeNumber(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if ("scale" in value && "width" in value) return Number(value.toString());
  return value.toString();
}

/** A count or a sum of minor units that no longer fits a double would be wrong in silence. */
function safeNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`integer beyond 2^53: ${value}`);
  return number;
}

/**
 * Text as an SQL literal.
 *
 * literal("it's") // "'it''s'"
 */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * A name as an SQL identifier.
 *
 * identifier('a "b"') // '"a ""b"""'
 */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
