import type {Config, ExportEntry} from "./config.js";
import type {ContractColumn, ContractTable} from "./contract.js";
import {type Engine, identifier, literal} from "./engines/duckdb.js";
import {type ExportFile, allHeaders, fileColumns, findFiles, readRows} from "./files.js";
import {InputError, nearest} from "./inputError.js";
import {typed} from "./typed.js";

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
}

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
}

/**
 * Reads one entry of sources.yaml into its contract table. Rows that break the contract go to `rejects` with file, line,
 * column and reason; what `where` leaves out is counted; the rest is inserted. Returns one report line a file.
 */
export async function stage(engine: Engine, config: Config, plan: Plan): Promise<ImportRow[]> {
  const ordered =
    plan.key !== null ||
    plan.table.key.length > 0 ||
    plan.table.name === "subscription_periods" ||
    mentions(plan, "_record");
  await bind(engine, config, plan);
  await engine.run(`create or replace temp table staged as ${stagedRows(config, plan, ordered)}`);
  if (ordered) await markRepeats(engine, plan);
  await engine.run(`insert into ${plan.table.name} by name select ${plan.table.columns.map((c) => identifier(c.name)).join(", ")}
    from staged where _problem is null and not _filtered`);
  const counts = await engine.rows<{path: string; rows: number; bad: number; filtered: number}>(
    `select _file as path, count(*) as rows, count(*) filter (where _problem is not null) as bad, count(*) filter (where _filtered) as filtered
    from staged group by 1`
  );
  if (plan.key !== null) await reportRepeatedKeys(engine, plan.key);
  await keepRejects(
    engine,
    config,
    plan,
    counts.some((c) => c.bad > 0),
    ordered
  );
  await engine.run("drop table staged");
  const rejected = await engine.rows<{path: string; unreadable: number; rejected: number}>(
    `select path, count(*) filter (where unreadable) as unreadable, count(*) as rejected
    from rejects where entry = ${plan.entry.line} group by 1`
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
      unmapped: unmapped(plan, file)
    };
  });
}

/** Resolves the lookups of an entry to files. */
export async function findLookups(engine: Engine, config: Config, entry: ExportEntry): Promise<Plan["lookups"]> {
  const lookups: Plan["lookups"] = new Map();
  for (const [name, {files, on}] of Object.entries(entry.lookup)) {
    const at = {file: config.file, line: entry.lineOf(`lookup.${name}`)};
    lookups.set(name, {files: await findFiles(engine, config.folder, files, at), on});
  }
  return lookups;
}

function stagedRows(config: Config, plan: Plan, ordered: boolean): string {
  const cells = plan.table.columns.map((column) => typed(column, plan.mapping.get(column.name), config, plan.entry));
  const raw = rawRows(plan, ordered);
  const evaluated = cells.flatMap((cell) => (cell.evaluate ? [`${cell.evaluate} as ${identifier(cell.holder)}`] : []));
  const typedColumns = cells.map((cell) => `${cell.value} as ${identifier(cell.name)}`);
  const carried = cells.map(
    (cell) => `${cell.shown} as ${identifier(`?${cell.name}`)}, ${cell.failed} as ${identifier(`!${cell.name}`)}`
  );
  const problems = [
    ...cells.map(
      (cell) =>
        `when ${identifier(`!${cell.name}`)} then ${problem(cell.name, identifier(`?${cell.name}`), cell.reason)}`
    ),
    ...plan.table.columns
      .filter((c) => c.required)
      .map((c) => `when ${identifier(c.name)} is null then ${problem(c.name, "null", missing(c, plan))}`),
    ...plan.table.conditions.map((condition) => `when not (${condition}) then ${violation(plan.table, condition)}`)
  ];
  return `with raw as (${raw}),
    evaluated as (select raw.*${evaluated.map((e) => `, ${e}`).join("")}, not coalesce((${plan.where ?? "true"}), false) as _filtered from raw),
    converted as (select _file, _record, _filtered, ${plan.key === null ? "null" : identifier(plan.key)} as _key, ${[...typedColumns, ...carried].join(", ")} from evaluated)
    select _file, _record, _filtered, _key, ${plan.table.columns.map((c) => identifier(c.name)).join(", ")},
      case when _filtered then null ${problems.join("\n      ")} end as _problem
    from converted`;
}

function rawRows(plan: Plan, ordered: boolean): string {
  const rows = readRows(plan.files, {ordered});
  if (plan.lookups.size === 0) return rows;
  const joins = [...plan.lookups].map(([name, {files, on}]) => {
    const keys = Object.values(on).map(identifier).join(", ");
    const first = `select * from (select *, row_number() over (partition by ${keys} order by _file, _record) as _first
      from (${readRows(files, {ordered: true})})) where _first = 1`;
    const match = Object.entries(on).map(([here, there]) => `here.${identifier(here)} = ${name}.${identifier(there)}`);
    return `left join (${first}) as ${name} on ${match.join(" and ")}`;
  });
  const fetched = [...plan.lookups].flatMap(([name, {files}]) =>
    allHeaders(files).map((h) => `${name}.${identifier(h)} as ${identifier(`${name}.${h}`)}`)
  );
  const structs = [...plan.lookups].map(
    ([name, {files}]) =>
      `struct_pack(${allHeaders(files)
        .map((h) => `${identifier(h)} := ${name}.${identifier(h)}`)
        .join(", ")}) as ${name}`
  );
  return `select here.*, ${[...fetched, ...structs].join(", ")} from (${rows}) as here ${joins.join("\n")}`;
}

/** Tries every expression by itself, so that a misspelt header is reported with its key and line. */
async function bind(engine: Engine, config: Config, plan: Plan): Promise<void> {
  const rows = rawRows(plan, true);
  const parts: [string, string][] = [];
  for (const [column, how] of plan.mapping) if ("expression" in how) parts.push([`columns.${column}`, how.expression]);
  if (plan.where !== null) parts.push(["where", plan.where]);
  if (plan.key !== null && !allHeaders(plan.files).includes(plan.key)) parts.push(["key", identifier(plan.key)]);
  for (const [key, expression] of parts) {
    try {
      await engine.run(`select ${expression} as v from (${rows}) limit 0`);
    } catch (error) {
      const headers = [
        ...allHeaders(plan.files),
        ...[...plan.lookups].flatMap(([name, {files}]) => allHeaders(files).map((h) => `${name}.${h}`))
      ];
      const near = nearest(expression, headers);
      const why = String((error as Error).message).split("\n")[0];
      throw new InputError(
        `${key} is neither a header of ${plan.files[0]!.path} nor an expression: ${expression}`,
        {file: config.file, line: plan.entry.lineOf(key), key},
        near ? `did you mean ${near}?` : `the headers are ${headers.slice(0, 30).join(", ")} (${why})`
      );
    }
  }
}

async function reportRepeatedKeys(engine: Engine, key: string): Promise<void> {
  await engine.run(`insert into repeated_keys select min(_file), ${literal(key)}, _key, count(*) from staged
    where _key is not null and _problem is null and not _filtered group by _key having count(*) > 1`);
}

/**
 * A row that says again what an earlier one said is no second fact: it is rejected. A row that repeats the identity of a
 * table with other values is rejected too; one that only repeats the export's key is kept and reported by a check.
 */
async function markRepeats(engine: Engine, plan: Plan): Promise<void> {
  const columns = plan.table.columns.map((c) => identifier(c.name)).join(", ");
  const again = problem(plan.table.key[0] ?? "", "null", "repeats an earlier row");
  await engine.run(`update staged set _problem = ${again} from (
      select _file as f, _record as r, row_number() over (partition by ${columns} order by _file, _record) as k
      from staged where _problem is null and not _filtered)
    where f = _file and r = _record and k > 1`);
  if (plan.table.key.length === 0) return;
  const key = plan.table.key.map(identifier).join(", ");
  const shown = plan.table.key.map((k) => `cast(staged.${identifier(k)} as varchar)`).join(" || ' ' || ");
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

async function keepRejects(engine: Engine, config: Config, plan: Plan, some: boolean, ordered: boolean): Promise<void> {
  const entry = `${plan.entry.line} as entry, ${literal(plan.source)} as source, ${literal(plan.table.name)} as "table"`;
  if (some) {
    const rows = ordered ? "staged" : `(${stagedRows(config, plan, true)})`;
    await engine.run(`insert into rejects select ${entry}, _file, _record + 1, _problem."column", _problem.value, _problem.reason, false
      from ${rows} where _problem is not null`);
  }
  const paths = plan.files.map((file) => `(${literal(file.full)}, ${literal(file.path)})`).join(", ");
  await engine.run(`insert into rejects
    select ${entry}, p.path, e.line, null, null, any_value(e.error_message), true
    from csv_errors as e join csv_scans as s using (scan_id, file_id) join (values ${paths}) as p (full_path, path) on p.full_path = s.file_path
    group by p.path, e.line`);
  // A record that cannot be read is a line that the count of records leaves out.
  await engine.run(`update rejects as r set line = r.line + (
      select count(*) from (
        select path, line - row_number() over (partition by path order by line) + 1 as from_line from rejects
        where unreadable and entry = ${plan.entry.line}
      ) as u where u.path = r.path and u.from_line <= r.line
    ) where entry = ${plan.entry.line} and not unreadable`);
  await engine.run("delete from csv_errors; delete from csv_scans");
}

function problem(column: string, value: string, reason: string): string {
  return `{'column': ${column ? literal(column) : "null::varchar"}, 'value': cast(${value} as varchar), 'reason': ${literal(reason)}}`;
}

function missing(column: ContractColumn, plan: Plan): string {
  const how = plan.mapping.get(column.name);
  return how && "header" in how ? `no value under ${how.header}` : "no value";
}

/** The column a condition is about is the one it names first. */
function violation(table: ContractTable, condition: string): string {
  const place = (name: string) => condition.search(new RegExp(`\\b${name}\\b`));
  const named = table.columns.filter((c) => place(c.name) >= 0).sort((a, b) => place(a.name) - place(b.name));
  const column = named[0]!.name;
  const allowed = /^\(\w+ IN \(([^)]*)\)\)$/.exec(condition)?.[1];
  const rule = condition
    .replace(/^\((.*)\)$/, "$1")
    .toLowerCase()
    .replace(/\s+/g, " ");
  return problem(
    column,
    identifier(column),
    allowed ? `is not one of ${allowed.replaceAll("'", "")}` : `breaks ${rule}`
  );
}

function unmapped(plan: Plan, file: ExportFile): string[] {
  return file.headers.filter((header) => !mentions(plan, header));
}

function mentions(plan: Plan, header: string): boolean {
  const expressions = [
    ...[...plan.mapping.values()].flatMap((how) => ("expression" in how ? [how.expression] : [])),
    plan.where ?? ""
  ];
  const bare = new RegExp(`(^|[^\\w.])${header.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}($|\\W)`, "i");
  return (
    [...plan.mapping.values()].some((how) => "header" in how && how.header === header) ||
    plan.key === header ||
    [...plan.lookups.values()].some(({on}) => header in on) ||
    expressions.some((expression) => bare.test(expression)) ||
    ((fileColumns as readonly string[]).includes(header) === true && expressions.some((e) => e.includes(header)))
  );
}
