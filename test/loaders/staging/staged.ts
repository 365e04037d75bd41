import {onTestFinished} from "vitest";
import {readConfig} from "../../../loaders/config.js";
import {createContract} from "../../../loaders/contract.js";
import {createCurrencies} from "../../../loaders/currencies.js";
import {openDuckDB} from "../../../loaders/engines/duckdb.js";
import {planExport} from "../../../loaders/staging/plan.js";
import {type ImportRow, stage} from "../../../loaders/staging/stage.js";
import {createReports} from "../../../loaders/warehouse.js";
import {writeFolder} from "../../writeFolder.js";

export interface Rejected {
  path: string;
  line: number;
  column: string | null;
  value: string | null;
  reason: string;
}

/** Reads exports as a build does, up to the contract tables: what a query then finds, the import report, and what was rejected. */
export async function staged(files: Record<string, string | Buffer>) {
  const folder = writeFolder(files);
  const engine = await openDuckDB(":memory:");
  onTestFinished(() => engine.close());
  const contract = await createContract(engine);
  await createReports(engine);
  await createCurrencies(engine);
  const config = readConfig(folder);
  const imports: ImportRow[] = [];
  for (const entry of config.exports)
    imports.push(...(await stage(engine, config, await planExport(engine, config, contract, entry))));
  const rejects = await engine.rows<Rejected>(
    `select path, line, "column", value, reason from rejects order by path, line`
  );
  const ask = async (sql: string) => (await engine.rows(sql)).map((row) => Object.values(row));
  return {imports, rejects, ask};
}
