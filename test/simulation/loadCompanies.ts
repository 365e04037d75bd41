import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {readConfig} from "../../loaders/config.js";
import {createContract} from "../../loaders/contract.js";
import {literal, openDuckDB} from "../../loaders/engines/duckdb.js";
import {type Warehouse, createReports, fillWarehouse} from "../../loaders/warehouse.js";
import {type World, asOfOf, columns, simulateCompanies} from "./simulateCompanies.js";

/** The marts of simulated companies, and what to call when they are no longer needed. */
export async function loadCompanies(world: World): Promise<{w: Warehouse; close: () => void}> {
  const folder = mkdtempSync(join(tmpdir(), "upswing-simulation-"));
  const engine = await openDuckDB(":memory:", {temp: folder});
  const close = () => {
    engine.close();
    rmSync(folder, {recursive: true, force: true});
  };
  writeFileSync(
    join(folder, "sources.yaml"),
    "exports: [{files: none.csv, table: accounts}]\nsettings: {segments: [size_band]}\n"
  );
  const contract = await createContract(engine);
  await createReports(engine);
  for (const [table, lines] of Object.entries(simulateCompanies(world))) {
    if (lines.length === 0) continue;
    const file = join(folder, `${table}.csv`);
    writeFileSync(file, lines.join("\n"));
    const names = columns[table as keyof typeof columns];
    await engine.run(`insert into ${table} (${names.join(", ")}) select * from read_csv(${literal(file)},
      header = false, all_varchar = true, names = [${names.map(literal).join(", ")}])`);
  }
  const registers = {experiments: new Map(), targets: {}, annotations: [], milestones: null, messages: null};
  const w = await fillWarehouse({engine, config: readConfig(folder), registers, contract}, [], async () =>
    asOfOf(world)
  );
  return {w, close};
}
