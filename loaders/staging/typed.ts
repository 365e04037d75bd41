import type {Config, ExportEntry} from "../config.js";
import type {ContractColumn} from "../contract.js";
import {isWindowed, whole} from "./reads.js";
import {isEpoch, momentSql} from "./dates.js";
import type {Plan} from "./plan.js";
import {identifier, literal} from "../engines/duckdb.js";

/** The SQL that turns a mapped value into a contract column, and that tells when it could not. */
export interface TypedCell {
  name: string;
  /** Evaluates an expression once, as a struct that is null where the expression fails; null for a plain header. */
  evaluate: string | null;
  /** Name of the column that holds it. */
  holder: string;
  value: string;
  /** True where there was a value and it could not be used. */
  failed: string;
  /** The value as the export has it. */
  shown: string;
  reason: string;
}

/**
 * How one contract column is filled: a header's text or an expression's result, cast to the column's type. Text that
 * does not fit makes `failed` true instead of a null, so that the row is rejected with its reason.
 */
export function typed(
  column: ContractColumn,
  how: {header: string} | {expression: string} | undefined,
  config: Config,
  plan: Plan
): TypedCell {
  const name = column.name;
  const cell = {name, holder: `=${name}`, evaluate: null, failed: "false", shown: "cast(null as varchar)", reason: ""};
  if (!how || config.privacy.drop.includes(name)) return {...cell, value: fallback(column, config, "null")};
  const own = "expression" in how;
  const holder = identifier(cell.holder);
  const text = own ? `cast(${holder}.v as varchar)` : identifier(how.header);
  const {value, reason} = cast(text, column, config, plan, own);
  return {
    ...cell,
    evaluate: own ? tried(how.expression) : null,
    value: fallback(column, config, value),
    failed: `${own ? `${holder} is null or ` : ""}(${text} is not null and ${value} is null)`,
    shown: text,
    reason: own ? `${reason}, or the expression fails: ${how.expression}` : reason
  };
}

/** An expression over other rows cannot be tried by itself: a failure in it stops the run. */
function tried(expression: string): string {
  const struct = `{'v': ${whole(expression)}}`;
  return isWindowed(expression) ? struct : `try(${struct})`;
}

function fallback(column: ContractColumn, config: Config, value: string): string {
  if (column.name === "currency" && !column.required) return `coalesce(${value}, ${literal(config.currency)})`;
  return value === "null" ? `cast(null as ${column.type})` : value;
}

function cast(
  text: string,
  column: ContractColumn,
  config: Config,
  plan: Plan,
  own: boolean
): {value: string; reason: string} {
  switch (column.type) {
    case "varchar":
      return {value: text, reason: "is not text"};
    case "double":
      return {value: `nullif(nullif(try_cast(${text} as double), 'inf'), '-inf')`, reason: "is not a number"};
    case "bigint":
    case "integer": {
      const number = `try_cast(${text} as double)`;
      const whole = `case when abs(${number} - round(${number})) < 1e-6 then try_cast(round(${number}) as ${column.type}) end`;
      return {value: whole, reason: `is not a whole number${column.type === "bigint" ? " of minor units" : ""}`};
    }
    case "date":
      return {
        value: `cast(${moment(text, column.name, plan, own)} as date)`,
        reason: `is not a date${hint(column.name, plan.entry)}`
      };
    case "timestamp":
      return {
        value: toUtc(text, column.name, config, plan, own),
        reason: `is not a date or time${hint(column.name, plan.entry)}`
      };
    default:
      throw new RangeError(`unknown contract type: ${column.type}`);
  }
}

function format(name: string, entry: ExportEntry): string | undefined {
  return typeof entry.date_format === "string" ? entry.date_format : entry.date_format?.[name];
}

function hint(name: string, entry: ExportEntry): string {
  const given = format(name, entry);
  return given ? ` of the form ${given}` : "; where it is one, set date_format, such as %d-%m-%Y";
}

/** A date_format for the whole entry need not fit an expression, which may have made a real date already. */
function moment(text: string, name: string, {entry, orders}: Plan, own: boolean): string {
  const given = format(name, entry);
  if (!given) return momentSql(text, orders.get(name) ?? null);
  const parsed = `try_strptime(${text}, ${literal(given)})`;
  return own ? `coalesce(${parsed}, try_cast(${text} as timestamp))` : parsed;
}

function toUtc(text: string, name: string, config: Config, plan: Plan, own: boolean): string {
  const {entry} = plan;
  const zone = entry.time_zone ?? config.time_zone;
  const naive = moment(text, name, plan, own);
  const utc = zone === "UTC" ? naive : `timezone('UTC', timezone(${literal(zone)}, ${naive}))`;
  if (format(name, entry) && !own) return utc;
  const stamped = `regexp_matches(${text}, ':\\d{2}.*(Z|UTC|[+-]\\d{2}(:?\\d{2})?)$')`;
  return `case when ${stamped} then timezone('UTC', try_cast(${text} as timestamptz)) when ${isEpoch(text)} then ${naive} else ${utc} end`;
}
