import type {Config} from "./config.js";
import {type Engine, identifier, literal} from "./engines/duckdb.js";
import {InputError} from "./inputError.js";
import {dated} from "./intake.js";

/** A month of the calendar that measures are taken on. */
export interface Month {
  month_index: number;
  /** "YYYY-MM" */
  label: string;
  is_closed: boolean;
}

/** Rates, renewals and licences may be dated ahead and say nothing of today. */
const ahead = new Set(["fx_rates", "renewals", "subscription_periods"]);

/**
 * The last day the exports tell of, in the reporting time zone: the date asked for, the one in sources.yaml, or the
 * latest of what has happened (subscription starts where there is nothing else). A date after today is a slip of
 * somebody's pen and does not count.
 */
export async function findAsOf(
  engine: Engine,
  config: Pick<Config, "as_of" | "file" | "time_zone">,
  asked: string | undefined
): Promise<string> {
  const given = asked ?? config.as_of;
  if (given !== undefined) {
    const place = asked === undefined ? {file: config.file, key: "as_of"} : {file: "--as-of"};
    if (!isDay(given))
      throw new InputError(`invalid as-of date: ${given}`, place, "write a day that exists, as 2026-10-31");
    return given;
  }
  const local = (column: string) =>
    `cast(timezone(${literal(config.time_zone)}, timezone('UTC', cast(${column} as timestamp))) as date)`;
  const latest = async (dated: [table: string, day: string][]) => {
    const parts = dated.map(([table, day]) => `select max(${day}) as day from ${table} where ${day} <= current_date`);
    const [row] = await engine.rows<{day: string | null}>(
      `select cast(max(day) as varchar) as day from (${parts.join(" union all ")})`
    );
    return row?.day ?? null;
  };
  const isDated = (table: string) => table === "usage" || table === "outcomes";
  const day =
    (await latest(
      Object.entries(dated)
        .filter(([table]) => !ahead.has(table))
        .map(([table, column]) => [table, isDated(table) ? column : local(identifier(column))])
    )) ?? (await latest([["subscription_periods", local("starts_at")]]));
  if (day === null)
    throw new InputError(
      "no export has a date",
      {file: config.file, key: "exports"},
      "map one with dates, or set as_of"
    );
  return day;
}

/** True for a day of the calendar as YYYY-MM-DD. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * Creates the tables every mart may read beside the contract: `months`, from the first licence, trial or event to the
 * as-of date, with the instants each begins and ends in the reporting time zone; the one row of `parameters`; and the days of a
 * trial's window, its landmarks, and the days after conversion at which is looked again.
 */
export async function createCalendar(engine: Engine, config: Config, asOf: string): Promise<Month[]> {
  const zone = literal(config.time_zone);
  const instant = (local: string) => `timezone('UTC', timezone(${zone}, cast(${local} as timestamp)))`;
  const [first] = await engine.rows<{
    month: string | null;
  }>(`select cast(date_trunc('month', min(first_at)) as date)::varchar as month from (
      select min(starts_at) as first_at from subscription_periods
      union all select min(started_at) from trials
      union all select min(coalesce(invited_at, answered_at)) from responses
      union all select min(opened_at) from tickets
      union all select min(exposed_at) from exposures
    ) where first_at < ${instant(`date ${literal(asOf)} + 1`)}`);
  const start = first?.month ?? asOf;
  await engine.run(`create or replace table months as
    with spine as (
      select cast(unnest(generate_series(date_trunc('month', date ${literal(start)}), date_trunc('month', date ${literal(asOf)}), interval 1 month)) as date) as month
    )
    select
      cast(year(month) * 12 + month(month) - 1 as integer) as month_index,
      month,
      cast(month - interval 1 month as date) as previous_month,
      strftime(month, '%Y-%m') as label,
      ${instant("month")} as starts_at,
      least(${instant("month + interval 1 month")}, ${instant(`date ${literal(asOf)} + 1`)}) as ends_at,
      last_day(month) as last_day,
      last_day(month) <= date ${literal(asOf)} as is_closed
    from spine`);
  const {nrr, trial, past_due_grace_days, reactivation_gap_days, join_gap_days, pause} = config.settings;
  await engine.run(`create or replace table parameters as select
      date ${literal(asOf)} as as_of,
      ${instant(`date ${literal(asOf)} + 1`)} as as_of_end,
      ${literal(config.currency)} as currency,
      ${nrr.window_months} as window_months,
      ${trial.window_days} as trial_window_days,
      ${literal(trial.match)} as trial_match,
      ${Math.max(...trial.landmark_days)} as trial_landmark_day,
      ${past_due_grace_days} as grace_days,
      cast(${reactivation_gap_days ?? "null"} as integer) as reactivation_gap_days,
      ${join_gap_days} as join_gap_days,
      ${pause === "pause"} as pause_is_apart`);
  await fillDays(engine, "trial_days", [...Array(trial.window_days + 1).keys()]);
  await fillDays(engine, "trial_landmarks", trial.landmark_days);
  await fillDays(engine, "trial_horizons", [0, ...trial.after_days]);
  return engine.rows<Month>("select month_index, label, is_closed from months order by 1");
}

/** A table of numbers of days, which SQL counts with where it may not subtract dates. */
async function fillDays(engine: Engine, table: string, days: readonly number[]): Promise<void> {
  const rows = [...new Set(days)].map((day) => `(${day})`).join(", ");
  await engine.run(
    `create or replace table ${table} as select cast(v as integer) as "day" from (values ${rows}) as d(v)`
  );
}
