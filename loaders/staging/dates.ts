import type {Engine} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";
import {isWindowed, whole} from "./reads.js";
import type {Plan} from "./plan.js";

/** Whether 05/01/2026 is the fifth of January. */
export type DayOrder = "day first" | "month first";

const times = ["", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p"];
const named = ["%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%Y-%b-%d"];
const numeric = "^(\\d{1,2})([/.-])(\\d{1,2})[/.-](\\d{4}|\\d{2})\\b";
/** Seconds, milliseconds or microseconds since 1970, from 1973 to 2286. */
const epoch = "^\\d{9,10}(\\.\\d+)?$|^\\d{12,13}$|^\\d{15,16}$";
/** Rows looked at before a whole column is read for the order of its days and months. */
const glance = 2048;

/** The condition that a text is an instant of its own, which no time zone moves: 1767225600, say. */
export function isEpoch(text: string): string {
  return `regexp_matches(${text}, '${epoch}')`;
}

/**
 * SQL for the timestamp a text means, or null: ISO 8601, 20260105, "5 Jan 2026", seconds, milliseconds or microseconds since 1970, days of
 * a spreadsheet since 30 December 1899, and, where the order is known, days and months by number.
 */
export function momentSql(text: string, order: DayOrder | null): string {
  const seconds = `try_cast(${text} as double) / case when ${text} like '%.%' or length(${text}) <= 10 then 1 when length(${text}) <= 13 then 1e3 else 1e6 end`;
  const formats = (list: readonly string[]) =>
    `[${list.flatMap((one) => times.map((time) => `'${one}${time}'`)).join(", ")}]`;
  const days = order === "month first" ? ["%m/%d/%y", "%m/%d/%Y"] : ["%d/%m/%y", "%d/%m/%Y"];
  const slashed = `regexp_replace(${text}, '${numeric}', '\\1/\\3/\\4')`;
  return `case
    when ${isEpoch(text)} then make_timestamp(cast(round(${seconds} * 1e6) as bigint))
    when regexp_matches(${text}, '^[2-7]\\d{4}(\\.\\d+)?$')
      then timestamp '1899-12-30' + to_microseconds(cast(round(try_cast(${text} as double) * 86400) as bigint) * 1000000)
    when regexp_matches(${text}, '^(19|20)\\d{6}$') then try_strptime(${text}, '%Y%m%d')
    when regexp_matches(${text}, '${numeric}') then ${order ? `try_strptime(${slashed}, ${formats(days)})` : "null"}
    else coalesce(try_cast(${text} as timestamp), try_strptime(${text}, ${formats(named)})) end`;
}

interface Seen {
  column: string;
  text: string;
  first: number;
  second: number;
  dotted: boolean;
  file: string;
  dayFirst: string | null;
  monthFirst: string | null;
  any: string;
}

/**
 * How each date column of an entry writes days and months by number, from all its values: a part above 12 is the day. Where
 * a column has none, the other columns of the entry decide, then dots, which stand in dates with the day first. Throws an InputError
 * where a column has both orders, and where nothing tells.
 */
export async function findOrders(engine: Engine, plan: Plan, rows: string): Promise<Map<string, DayOrder>> {
  const texts = plan.table.columns.flatMap(({name, type}) => {
    const how = plan.mapping.get(name);
    const given = typeof plan.entry.date_format === "string" ? true : plan.entry.date_format?.[name] !== undefined;
    if (
      !how ||
      given ||
      ("expression" in how && isWindowed(how.expression)) ||
      (type !== "date" && type !== "timestamp")
    )
      return [];
    return [
      {
        name,
        sql:
          "header" in how ? `"${how.header.replaceAll('"', '""')}"` : `try(cast(${whole(how.expression)} as varchar))`
      }
    ];
  });
  if (texts.length === 0) return new Map();
  const glanced = texts.map(({sql}, i) => `coalesce(bool_or(regexp_matches(${sql}, '${numeric}')), false) as f${i}`);
  const [found] = await engine.rows<Record<string, boolean>>(
    `select ${glanced.join(", ")} from (select * from (${rows}) limit ${glance})`
  );
  const seen: Seen[] = [];
  for (const [i, {name, sql}] of texts.entries()) if (found![`f${i}`]) seen.push(await look(engine, name, sql, rows));
  const own = new Map<string, DayOrder>();
  for (const one of seen) {
    if (one.first > 12 && one.second > 12) throw mixed(one);
    if (one.first > 12) own.set(one.column, "day first");
    if (one.second > 12) own.set(one.column, "month first");
  }
  const others = new Set(own.values());
  const agreed = others.size === 1 ? [...others][0]! : null;
  for (const one of seen) {
    const order = own.get(one.column) ?? agreed ?? (one.dotted ? "day first" : null);
    if (order === null) throw undecided(one, plan);
    own.set(one.column, order);
  }
  return own;
}

async function look(engine: Engine, column: string, sql: string, rows: string): Promise<Seen> {
  const part = (n: number) => `cast(regexp_extract(v, '${numeric}', ${n}) as integer)`;
  const [row] = await engine.rows<
    Omit<Seen, "column" | "text">
  >(`select max(${part(1)}) as first, max(${part(3)}) as second,
      bool_and(regexp_extract(v, '${numeric}', 2) = '.') as dotted, min(f) as file, min(v) as "any",
      min(v) filter (where ${part(1)} > 12) as "dayFirst", min(v) filter (where ${part(3)} > 12) as "monthFirst"
    from (select ${sql} as v, _file as f from (${rows})) where regexp_matches(v, '${numeric}')`);
  return {...row!, column, text: sql};
}

function mixed({column, file, dayFirst, monthFirst}: Seen): InputError {
  return new InputError(
    `${column} has the day first in ${dayFirst} and the month first in ${monthFirst}`,
    {file},
    "export its dates in one form, best 2026-01-31"
  );
}

function undecided({column, file, any}: Seen, plan: Plan): InputError {
  const how = plan.mapping.get(column);
  const named = how && "header" in how ? how.header : column;
  return new InputError(
    `${named} does not tell the day from the month: ${any}, and no value has a part above 12`,
    {file},
    `set date_format: {${column}: "%d/%m/%Y"} or "%m/%d/%Y" in line ${plan.entry.line} of sources.yaml`
  );
}
