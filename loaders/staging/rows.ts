import type {Config} from "../config.js";
import type {ContractColumn, ContractTable} from "../contract.js";
import {type Engine, identifier, literal} from "../engines/duckdb.js";
import {InputError, nearest} from "../inputError.js";
import {isHashed, secretColumns, withheld} from "../privacy/door.js";
import {hashedColumns, hmacSql} from "../privacy/keyedHash.js";
import {allHeaders} from "./allHeaders.js";
import {fileColumns, readRows} from "./files.js";
import type {Plan} from "./plan.js";
import {namesHeader, whole} from "./reads.js";
import {type TypedCell, typed} from "./typed.js";

/** The query for an entry's rows, typed as its table, each with what is wrong with it (`_problem`) or null. */
export function stagedRows(config: Config, plan: Plan, ordered: boolean): string {
  const cells = plan.table.columns.map((column) => typed(column, plan.mapping.get(column.name), config, plan));
  const raw = rawRows(plan, ordered);
  const names = plan.table.columns.map((column) => column.name);
  const hashed = hashedColumns(config, names);
  const secrets = secretColumns(config, plan);
  const shown = ({name, shown}: TypedCell) => (secrets.has(name) ? hidden(shown) : shown);
  const evaluated = cells.flatMap((cell) => (cell.evaluate ? [`${cell.evaluate} as ${identifier(cell.holder)}`] : []));
  const typedColumns = cells.map((cell) => `${cell.value} as ${identifier(cell.name)}`);
  const carried = cells.map(
    (cell) => `${shown(cell)} as ${identifier(`?${cell.name}`)}, ${cell.failed} as ${identifier(`!${cell.name}`)}`
  );
  const isKeyHashed = plan.key !== null && isHashed(plan, hashed, plan.key);
  const replaced = [...hashed].map(([name, sql]) => `${sql} as ${identifier(name)}`);
  if (isKeyHashed) replaced.push(`${hmacSql("_key")} as _key`);
  const problems = [
    ...cells.map(
      (cell) =>
        `when ${identifier(`!${cell.name}`)} then ${problem(cell.name, identifier(`?${cell.name}`), cell.reason)}`
    ),
    ...plan.table.columns
      .filter((c) => c.required)
      .map((c) => `when ${identifier(c.name)} is null then ${problem(c.name, "null", missing(c, plan))}`),
    ...plan.table.conditions.map(
      (condition) => `when not (${condition}) then ${violation(plan.table, condition, secrets)}`
    )
  ];
  return `with raw as (${raw}),
    evaluated as (select raw.*${evaluated.map((e) => `, ${e}`).join("")}, not coalesce(${whole(plan.where ?? "true")}, false) as _filtered from raw),
    converted as (select _file, _record, _filtered, ${plan.key === null ? "null" : identifier(plan.key)} as _key, ${[...typedColumns, ...carried].join(", ")} from evaluated),
    hashed as (select * ${replaced.length > 0 ? `replace (${replaced.join(", ")})` : ""} from converted)
    select _file, _record, _filtered, _key, ${plan.table.columns.map((c) => identifier(c.name)).join(", ")},
      case when _filtered then null ${problems.join("\n      ")} end as _problem
    from hashed`;
}

/** The query for the rows of an entry as text, with those they are joined to. */
export function rawRows(plan: Plan, ordered: boolean): string {
  const rows = readRows(plan.files, {ordered, marks: plan.marks});
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
export async function bind(engine: Engine, config: Config, plan: Plan): Promise<void> {
  const rows = rawRows(plan, true);
  const parts: [string, string][] = [];
  for (const [column, how] of plan.mapping) if ("expression" in how) parts.push([`columns.${column}`, how.expression]);
  if (plan.where !== null) parts.push(["where", plan.where]);
  if (plan.key !== null && !allHeaders(plan.files).includes(plan.key)) parts.push(["key", identifier(plan.key)]);
  for (const [key, expression] of parts) {
    try {
      await engine.run(`select ${whole(expression)} as v from (${rows}) limit 0`);
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

/** A struct that says which column of a row is wrong, its value as the export has it, and why. */
export function problem(column: string, value: string, reason: string): string {
  return `{'column': ${column ? literal(column) : "null::varchar"}, 'value': cast(${value} as varchar), 'reason': ${literal(reason)}}`;
}

function missing(column: ContractColumn, plan: Plan): string {
  const how = plan.mapping.get(column.name);
  return how && "header" in how ? `no value under ${how.header}` : "no value";
}

/** That there is a value, and not which. */
function hidden(value: string): string {
  return `case when ${value} is not null then ${literal(withheld)} end`;
}

/** The column a condition is about is the one it names first. */
function violation(table: ContractTable, condition: string, secrets: ReadonlySet<string>): string {
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
    secrets.has(column) ? hidden(identifier(column)) : identifier(column),
    allowed ? `is not one of ${allowed.replaceAll("'", "")}` : `breaks ${rule}`
  );
}

/** True if an entry reads a header anywhere. */
export function mentions(plan: Plan, header: string): boolean {
  const expressions = [
    ...[...plan.mapping.values()].flatMap((how) => ("expression" in how ? [how.expression] : [])),
    plan.where ?? ""
  ];
  return (
    [...plan.mapping.values()].some((how) => "header" in how && how.header === header) ||
    plan.key === header ||
    [...plan.lookups.values()].some(({on}) => header in on) ||
    expressions.some((expression) => namesHeader(expression, header)) ||
    ((fileColumns as readonly string[]).includes(header) === true && expressions.some((e) => e.includes(header)))
  );
}
