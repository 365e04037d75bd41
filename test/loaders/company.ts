import {onTestFinished} from "vitest";
import {readConfig} from "../../loaders/config.js";
import {createContract} from "../../loaders/contract.js";
import {type Engine, literal, openDuckDB} from "../../loaders/engines/duckdb.js";
import {type Run, runPipeline} from "../../loaders/pipeline.js";
import type {Registers} from "../../loaders/registers.js";
import {writeFolder} from "../writeFolder.js";
import {type Warehouse, createReports, fillWarehouse} from "../../loaders/warehouse.js";

/** Rows of contract tables, by table; a column that is not given is null. */
export type Rows = Record<string, Record<string, string | number | null>[]>;

const registers: Registers = {experiments: new Map(), targets: {}, annotations: [], milestones: null, messages: null};

/** The whole pipeline over the given files. */
export async function run(files: Record<string, string | Buffer>, asOf?: string): Promise<Run> {
  const data = writeFolder(files);
  return runPipeline({data, root: data, ...(asOf ? {asOf} : {})});
}

/** Marts over the given contract rows, without files; `settings` is YAML. */
export async function warehouse(
  rows: Rows,
  {
    asOf,
    settings = "",
    ...more
  }: {asOf: string; settings?: string} & Partial<Pick<Registers, "milestones" | "messages">>
): Promise<Warehouse> {
  const data = writeFolder({"sources.yaml": `exports: [{files: none.csv, table: accounts}]\n${settings}`});
  const engine = await openDuckDB(":memory:");
  onTestFinished(() => engine.close());
  const contract = await createContract(engine);
  await createReports(engine);
  for (const [table, list] of Object.entries(rows)) await insert(engine, table, list);
  return fillWarehouse(
    {engine, config: readConfig(data), registers: {...registers, ...more}, contract},
    [],
    async () => asOf
  );
}

async function insert(engine: Engine, table: string, rows: Rows[string]): Promise<void> {
  if (rows.length === 0) return;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const value = (v: string | number | null | undefined) =>
    v === null || v === undefined ? "null" : typeof v === "number" ? String(v) : literal(v);
  const values = rows.map((row) => `(${names.map((name) => value(row[name])).join(", ")})`).join(", ");
  await engine.run(`insert into ${table} (${names.map((n) => `"${n}"`).join(", ")}) values ${values}`);
}

/** A span of a monthly subscription in minor units. */
export function span(
  account_id: string,
  starts_at: string,
  ends_at: string | null,
  amount: number,
  more: Rows[string][number] = {}
): Rows[string][number] {
  return {
    account_id,
    subscription_id: `sub-${account_id}`,
    item_id: `item-${account_id}-${starts_at}`,
    starts_at,
    ends_at,
    amount,
    currency: "USD",
    kind: "recurring",
    status: "active",
    interval_unit: "month",
    interval_count: 1,
    ...more
  };
}
