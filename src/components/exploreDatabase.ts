import type {AsyncDuckDB, AsyncDuckDBConnection} from "@duckdb/duckdb-wasm";
import type {Explore} from "../results/explore.js";
import {addBatch, answerColumns, explainError, type Answer} from "./exploreAnswer.js";

/** Bytes of DuckDB as it is stored, and about what a server that compresses sends. */
export const engineBytes = {stored: 34_242_586, sent: 8_100_000};

/** Told while it loads: what is being done, and how much of all is done, 0–1. */
export type Report = (doing: string, share: number) => void;

export interface Database {
  /** Throws an Error with a message for the reader; a Stopped one where the reader stopped it. */
  run: (sql: string) => Promise<Answer>;
  /** Ends the query that runs, if need be together with DuckDB, which is then started anew. */
  stop: () => Promise<void>;
}

export class Stopped extends Error {}

interface Session {
  worker: Worker;
  db: AsyncDuckDB;
  connection: AsyncDuckDBConnection;
  /** Rejects when the worker dies. */
  death: Promise<never>;
}

/** Nothing a query can ask for leaves the page: no extension, no file, no address; and no query can undo that. */
export const lockdown = [
  "set autoinstall_known_extensions = false",
  "set autoload_known_extensions = false",
  "set enable_external_access = false",
  "set lock_configuration = true"
];

const patience = 1000;

/** Loads DuckDB and the tables and starts it. Throws an Error that says what was missing. */
export async function openDatabase(explore: Explore, file: string, report: Report): Promise<Database> {
  if (typeof WebAssembly !== "object" || typeof Worker !== "function")
    throw new Error("This browser has no WebAssembly or no workers, or they are switched off.");
  report("the tables", 0);
  const bytes = await download(file);
  let session: Promise<Session> = start(explore, bytes, report);
  await session;
  let cancel: ((reason: Error) => void) | null = null;
  const restart = async () => {
    (await session).worker.terminate();
    session = start(explore, bytes, () => undefined);
    session.catch(() => undefined);
  };
  return {
    run: async (sql) => {
      const own = await session;
      const stopped = new Promise<never>((_, reject) => (cancel = reject));
      try {
        return await Promise.race([ask(own.connection, sql), stopped, own.death]);
      } catch (error) {
        if (error instanceof WorkerDied) await restart();
        if (error instanceof Stopped) throw error;
        throw new Error(explainError(error instanceof Error ? error.message : String(error)), {cause: error});
      } finally {
        cancel = null;
      }
    },
    stop: async () => {
      const reject = cancel;
      if (!reject) return;
      const {connection} = await session;
      const isIdle = connection.cancelSent().then(
        () => true,
        () => false
      );
      const isDone = await Promise.race([
        isIdle,
        new Promise<false>((give) => setTimeout(() => give(false), patience))
      ]);
      if (!isDone) await restart();
      reject(new Stopped("Stopped."));
    }
  };
}

class WorkerDied extends Error {}

async function download(file: string): Promise<Uint8Array> {
  const response = await fetch(file).catch(() => null);
  if (!response?.ok) throw new Error(`The file of tables is missing (${response ? response.status : "no answer"}).`);
  return new Uint8Array(await response.arrayBuffer());
}

async function start(explore: Explore, bytes: Uint8Array, report: Report): Promise<Session> {
  report("DuckDB", 0.02);
  const duckdb = await import("@duckdb/duckdb-wasm");
  const worker = new Worker(import.meta.resolve("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js"), {
    type: "module"
  });
  const death = new Promise<never>((_, reject) => {
    const die = (event: ErrorEvent) => {
      event.preventDefault();
      reject(
        new WorkerDied(event.message ? `DuckDB broke off: ${event.message}` : "The worker of DuckDB did not start.")
      );
    };
    worker.addEventListener("error", die);
  });
  death.catch(() => undefined);
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  const wasm = import.meta.resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm");
  const watch = watchStall();
  const begin = async (): Promise<Session> => {
    // Of a missing file DuckDB says nothing at all.
    const there = await fetch(wasm, {method: "HEAD"}).catch(() => null);
    if (!there || there.status === 404)
      throw new Error("DuckDB’s own file, duckdb-eh.wasm, is missing from this site.");
    await db.instantiate(wasm, null, ({bytesLoaded}) => {
      watch.tick();
      report("DuckDB", 0.02 + 0.9 * Math.min(1, bytesLoaded / engineBytes.stored));
    });
    report("starting", 0.95);
    await db.open({query: {castDecimalToDouble: true, castTimestampToDate: true}});
    const connection = await db.connect();
    for (const {name, from, to} of explore.tables)
      await connection.insertArrowFromIPCStream(bytes.slice(from, to), {name, create: true});
    for (const sql of lockdown) await connection.query(sql);
    return {worker, db, connection, death};
  };
  try {
    return await Promise.race([begin(), death, watch.stalled]);
  } catch (error) {
    worker.terminate();
    throw error;
  } finally {
    watch.end();
  }
}

/** Rejects once nothing has moved for a minute. */
function watchStall(): {tick: () => void; end: () => void; stalled: Promise<never>} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let give: (reason: Error) => void;
  const stalled = new Promise<never>((_, reject) => (give = reject));
  stalled.catch(() => undefined);
  const end = () => clearTimeout(timer);
  const tick = () => {
    end();
    timer = setTimeout(() => give(new Error("Nothing has come for a minute.")), 60_000);
  };
  tick();
  return {tick, end, stalled};
}

async function ask(connection: AsyncDuckDBConnection, sql: string): Promise<Answer> {
  const reader = await connection.send(sql, true);
  const answer: Answer = {columns: [], rows: [], more: false};
  await reader.open();
  answer.columns = answerColumns(reader.schema.fields);
  const types = reader.schema.fields.map(({type}) => String(type));
  for await (const batch of reader) if (!addBatch(answer, batch, types)) break;
  if (answer.more) await connection.cancelSent();
  return answer;
}
