import type {Config} from "../config.js";
import {type Engine, identifier, literal} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";
import type {ExportFile} from "./files.js";
import type {Plan} from "./plan.js";
import {keepRejects} from "./rejects.js";
import {findOrders} from "./dates.js";
import {isSecretKey, secretColumns, withheld} from "../privacy/door.js";
import {findMarks} from "./numbers.js";
import {bind, mentions, problem, rawRows, stagedRows} from "./rows.js";

/** One file's line of the import report; rows_in = kept + rejected + filtered. */
export interface ImportRow {
  path: string;
  source: string;
  table: string;
  rows_in: number;
  kept: number;
  rejected: number;
  filtered: number;
  unmapped: string[];
  /** Headers left outside because they are personal. */
  withheld: string[];
}

/**
 * Reads one entry of sources.yaml into its contract table. Rows that break the contract go to `rejects` with file, line,
 * column and reason; what `where` leaves out is counted; the rest is inserted. Returns one report line a file.
 */
export async function stage(engine: Engine, config: Config, planned: Plan): Promise<ImportRow[]> {
  const {seconds} = config.limits;
  const done = await engine.within(seconds, () => stageRows(engine, config, planned));
  if (done !== null) return done;
  const written = [...Object.keys(planned.entry.columns), ...(planned.entry.where === undefined ? [] : ["where"])];
  throw new InputError(
    `reading ${planned.entry.files} takes longer than ${seconds} seconds`,
    {file: config.file, line: planned.entry.line, key: "exports"},
    `make ${written.length > 0 ? `its expressions (${written.join(", ")}) simpler` : "the export smaller"}, or raise limits.seconds`
  );
}

async function stageRows(engine: Engine, config: Config, planned: Plan): Promise<ImportRow[]> {
  const plan = await lookAtValues(engine, config, planned);
  const ordered =
    plan.key !== null ||
    plan.table.key.length > 0 ||
    plan.table.name === "subscription_periods" ||
    mentions(plan, "_record");
  await engine.run(`create or replace temp table staged as ${stagedRows(config, plan, ordered)}`);
  if (ordered) await markRepeats(engine, config, plan);
  await engine.run(`insert into ${plan.table.name} by name select ${plan.table.columns.map((c) => identifier(c.name)).join(", ")}
    from staged where _problem is null and not _filtered`);
  const counts = await engine.rows<{path: string; rows: number; bad: number; filtered: number}>(
    `select _file as path, count(*) as rows, count(*) filter (where _problem is not null) as bad, count(*) filter (where _filtered) as filtered
    from staged group by 1`
  );
  if (plan.key !== null) await reportRepeatedKeys(engine, plan.key, isSecretKey(config, plan, plan.key));
  await keepRejects(engine, config, plan, {some: counts.some((c) => c.bad > 0), ordered});
  await engine.run("drop table staged");
  const rejected = await engine.rows<{path: string; unreadable: number; rejected: number}>(
    `select path, count(*) filter (where unreadable) as unreadable, count(*) as rejected
    from rejects where entry = ${plan.entry.index} group by 1`
  );
  return plan.files.map((file) => {
    const count = counts.find((c) => c.path === file.path) ?? {rows: 0, bad: 0, filtered: 0};
    const bad = rejected.find((r) => r.path === file.path) ?? {unreadable: 0, rejected: 0};
    return {
      path: file.path,
      source: plan.source,
      table: plan.table.name,
      rows_in: count.rows + bad.unreadable,
      kept: count.rows - count.bad - count.filtered,
      rejected: bad.rejected,
      filtered: count.filtered,
      unmapped: unmapped(plan, file),
      withheld: [...(file.withheld ?? [])]
    };
  });
}

/** Before rows are read: that expressions can be evaluated, and how the values of this export write numbers and days. */
async function lookAtValues(engine: Engine, config: Config, plan: Plan): Promise<Plan> {
  await bind(engine, config, plan);
  const numbered = {...plan, marks: await findMarks(engine, plan, rawRows(plan, false))};
  return {...numbered, orders: await findOrders(engine, numbered, rawRows(numbered, false))};
}

async function reportRepeatedKeys(engine: Engine, key: string, isSecret: boolean): Promise<void> {
  await engine.run(`insert into repeated_keys select min(_file), ${literal(key)}, ${isSecret ? literal(withheld) : "_key"}, count(*) from staged
    where _key is not null and _problem is null and not _filtered group by _key having count(*) > 1`);
}

/**
 * A row that says again what an earlier one said is no second fact: it is rejected. A row that repeats the identity of a
 * table with other values is rejected too; one that only repeats the export's key is kept and reported by a check.
 */
async function markRepeats(engine: Engine, config: Config, plan: Plan): Promise<void> {
  const columns = plan.table.columns.map((c) => identifier(c.name)).join(", ");
  const again = problem(plan.table.key[0] ?? "", "null", "repeats an earlier row");
  await engine.run(`update staged set _problem = ${again} from (
      select _file as f, _record as r, row_number() over (partition by ${columns} order by _file, _record) as k
      from staged where _problem is null and not _filtered)
    where f = _file and r = _record and k > 1`);
  if (plan.table.key.length === 0) return;
  const key = plan.table.key.map(identifier).join(", ");
  const secrets = secretColumns(config, plan);
  const shown = plan.table.key
    .map((k) => (secrets.has(k) ? literal(withheld) : `cast(staged.${identifier(k)} as varchar)`))
    .join(" || ' ' || ");
  const other = problem(
    plan.table.key[0]!,
    shown,
    `repeats ${plan.table.key.join(" and ")} of an earlier row with other values, which is kept`
  );
  await engine.run(`update staged set _problem = ${other} from (
      select _file as f, _record as r, row_number() over (partition by ${key} order by _file, _record) as k
      from staged where _problem is null and not _filtered)
    where f = _file and r = _record and k > 1`);
  const match = plan.table.key.map((k) => `staged.${identifier(k)} = held.${identifier(k)}`).join(" and ");
  await engine.run(
    `update staged set _problem = ${other} from ${plan.table.name} as held where ${match} and _problem is null and not _filtered`
  );
}

function unmapped(plan: Plan, file: ExportFile): string[] {
  return file.headers.filter((header) => !mentions(plan, header) && !file.withheld?.includes(header));
}
