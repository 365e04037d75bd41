import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {type Answer, addBatch, answerColumns} from "../../../src/components/exploreAnswer.js";
import {lockdown} from "../../../src/components/exploreDatabase.js";
import type {ExploreTable} from "../../../src/results/explore.js";

interface Connection {
  query: (sql: string) => {
    schema: {fields: {name: string; type: unknown}[]};
    batches: Parameters<typeof addBatch>[1][];
  };
  insertArrowFromIPCStream: (bytes: Uint8Array, options: {name: string; create: boolean}) => void;
}

interface Blocking {
  createDuckDB: (
    bundles: unknown,
    logger: unknown,
    runtime: unknown
  ) => Promise<{
    instantiate: (report: () => void) => Promise<unknown>;
    open: (config: unknown) => void;
    connect: () => Connection;
  }>;
  VoidLogger: new () => unknown;
  NODE_RUNTIME: unknown;
}

const load = createRequire(import.meta.url);

/** DuckDB as the page runs it, over the streams of a build, with the page's own locks. */
export async function openWasm(
  tables: readonly Pick<ExploreTable, "name" | "from" | "to">[],
  bytes: Uint8Array
): Promise<(sql: string) => Answer> {
  const duckdb = load("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs") as Blocking;
  const folder = dirname(load.resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"));
  const bundle = (name: string) => ({mainModule: join(folder, `duckdb-${name}.wasm`)});
  const db = await duckdb.createDuckDB(
    {mvp: bundle("mvp"), eh: bundle("eh")},
    new duckdb.VoidLogger(),
    duckdb.NODE_RUNTIME
  );
  await db.instantiate(() => undefined);
  db.open({query: {castDecimalToDouble: true, castTimestampToDate: true}});
  const connection = db.connect();
  for (const {name, from, to} of tables)
    connection.insertArrowFromIPCStream(bytes.slice(from, to), {name, create: true});
  for (const sql of lockdown) connection.query(sql);
  return (sql) => {
    const {schema, batches} = connection.query(sql);
    const answer: Answer = {columns: answerColumns(schema.fields), rows: [], more: false};
    const types = schema.fields.map(({type}) => String(type));
    for (const batch of batches) if (!addBatch(answer, batch, types)) break;
    return answer;
  };
}
