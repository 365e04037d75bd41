import {type Month, createCalendar} from "./calendar.js";
import {type CheckResult, runChecks} from "./checks.js";
import {createClosedMonths} from "./closedMonths.js";
import type {Config} from "./config.js";
import type {ContractTable} from "./contract.js";
import {type Engine, type Row, literal} from "./engines/duckdb.js";
import {type Model, buildMarts, readModels} from "./models.js";
import {createMessages} from "./messageRegister.js";
import {type Intake, readIntake} from "./intake.js";
import {createMilestones} from "./milestones.js";
import {bar, progress} from "./progress.js";
import type {Registers} from "./registers.js";
import type {Plan} from "./staging/plan.js";
import {type ImportRow, stage} from "./staging/stage.js";

/** Exports, contract, marts and checks of one run, in one session; results are computed from it. */
export interface Warehouse {
  engine: Engine;
  config: Config;
  registers: Registers;
  contract: Map<string, ContractTable>;
  asOf: string;
  months: Month[];
  /** Whether the build was asked to hold rows of single accounts. */
  includeAccounts: boolean;
  imports: ImportRow[];
  /** Rows of each contract table. */
  counts: Record<string, number>;
  models: Model[];
  checks: CheckResult[];
  /** The first 100 rows that were refused, with their values; for the terminal, never for a page. */
  rejects: Row[];
  intake: Intake;
}

type Found = Pick<Warehouse, "checks" | "imports" | "rejects" | "intake">;

/** Thrown where a check of severity error is broken: what follows would rest on wrong rows. */
export class FailedChecks extends Error {
  readonly checks: CheckResult[];
  readonly imports: ImportRow[];
  readonly rejects: Row[];
  readonly intake: Intake;

  constructor({checks, imports, rejects, intake}: Found) {
    const broken = checks.filter((c) => c.severity === "error" && c.broken > 0);
    const lines = broken.map((c) => {
      const [first] = c.examples;
      return `${c.name}: ${c.broken === 1 ? "1 row breaks" : `${c.broken} rows break`} it. ${c.about} First: ${first?.what ?? ""} ${first?.detail ?? ""}`;
    });
    super(lines.join("\n"));
    this.name = "FailedChecks";
    this.checks = checks;
    this.imports = imports;
    this.rejects = rejects;
    this.intake = intake;
  }
}

/** Creates the tables that staging reports to. */
export async function createReports(engine: Engine): Promise<void> {
  await engine.run(`create table rejects (entry integer, source varchar, "table" varchar, path varchar, line bigint, "column" varchar,
    value varchar, reason varchar, unreadable boolean)`);
  await engine.run("create table repeated_keys (path varchar, key_name varchar, key_value varchar, rows bigint)");
  await engine.run(
    'create table imports (path varchar, source varchar, "table" varchar, rows_in bigint, kept bigint, rejected bigint, filtered bigint)'
  );
  await engine.run('create table table_counts ("table" varchar, held bigint)');
}

/**
 * Reads the planned exports into the contract, checks them, builds the marts and checks those. Throws FailedChecks where
 * a promise of severity error is broken.
 */
export async function fillWarehouse(
  parts: Pick<Warehouse, "engine" | "config" | "registers" | "contract"> & {includeAccounts?: boolean},
  plans: Plan[],
  findAsOf: () => Promise<string>
): Promise<Warehouse> {
  const {engine, config, contract} = parts;
  const imports: ImportRow[] = [];
  for (const [i, plan] of plans.entries()) {
    progress(`${bar(i, plans.length)} reading ${plan.entry.files}`);
    imports.push(...(await stage(engine, config, plan)));
  }
  const counts = await countRows(engine, contract, imports);
  const asOf = await findAsOf();
  const months = await createCalendar(engine, config, asOf);
  await createClosedMonths(engine, config.folder);
  const rejects = await engine.rows(
    `select source, path, line, "column", value, reason from rejects order by path, line limit 100`
  );
  const checks = await runChecks(engine, "contract", config.checks);
  const intake = await readIntake(engine, contract);
  stopAtErrors({checks, imports, rejects, intake});
  await createMilestones(engine, parts.registers.milestones);
  await createMessages(engine, parts.registers.messages);
  const models = readModels(contract.keys());
  await buildMarts(engine, models);
  checks.push(...(await runChecks(engine, "marts", config.checks)));
  stopAtErrors({checks, imports, rejects, intake});
  return {includeAccounts: false, ...parts, asOf, months, imports, counts, models, checks, rejects, intake};
}

function stopAtErrors(found: Found): void {
  if (found.checks.some((c) => c.severity === "error" && c.broken > 0)) throw new FailedChecks(found);
}

async function countRows(
  engine: Engine,
  contract: Map<string, ContractTable>,
  imports: ImportRow[]
): Promise<Record<string, number>> {
  for (const row of imports) {
    await engine.run(`insert into imports values (${literal(row.path)}, ${literal(row.source)}, ${literal(row.table)},
      ${row.rows_in}, ${row.kept}, ${row.rejected}, ${row.filtered})`);
  }
  for (const name of contract.keys())
    await engine.run(`insert into table_counts select ${literal(name)}, count(*) from ${name}`);
  const rows = await engine.rows<{table: string; held: number}>('select "table", held from table_counts order by 1');
  return Object.fromEntries(rows.map(({table, held}) => [table, held]));
}
