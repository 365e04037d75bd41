import type {Change, SegmentChange} from "../../src/results/change.js";
import {ratioChangeOfSums} from "../../src/stats/index.js";
import {literal} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";
import {matureBy} from "./trialAnswers.js";

/** How many months lie between the two windows of a change. */
export type Lag = 1 | 12;

/** One account's y, x and plan in the window that ends with month t, for measures that are ratios of sums over accounts. */
const parts: Partial<Record<string, (t: number, trialDays: number) => string>> = {
  nrr: (t) =>
    `select account_id, plan, end_amount as y, start_amount as x from retention_accounts where month_index = ${t}`,
  grr: (t) =>
    `select account_id, plan, kept_amount as y, start_amount as x from retention_accounts where month_index = ${t}`,
  logo_churn: (t) =>
    `select account_id, plan, is_lost as y, accounts as x from account_turnover where month_index = ${t} and accounts > 0`,
  quick_ratio: (t) =>
    `select account_id, plan, won_amount as y, lost_amount as x from account_turnover where month_index = ${t}`,
  upgrade_hazard: (t) => `select account_id, plan, upgrades as y, months_at_risk as x from upgrade_accounts
    where month_index = ${t} and ${t} - 12 >= (select min(month_index) from months)`,
  trial_conversion_year: (t, days) => {
    const labels = matureBy(labelOf(t), days).map(literal).join(", ");
    return `select t.trial_id as account_id, null as plan, case when t.outcome = 'converted' then 1 else 0 end as y, 1 as x
      from trial_outcomes as t inner join months as m on m.month_index = t.month_index
      where t.is_mature and m.label in (${labels}) and ${t} - 13 >= (select min(month_index) from months)`;
  },
  nps: (t) => `select account_id, plan, ${promoting} as y, 1 as x from (
      select account_id, plan, score, row_number() over (partition by account_id order by quarter desc) as place
      from survey_accounts where score is not null and ${within(t)}
    ) where place = 1`
};

const promoting = "case when score >= 9 then 100 when score <= 6 then -100 else 0 end";
const within = (t: number) => `month_index > ${t - 12} and month_index <= ${t}`;

/** The change of a measure against the same month a year ago; null where either window has nothing, and for one that is not in `parts`. */
export async function yearChange(w: Warehouse, id: string): Promise<Change | null> {
  return (await changesBy(w, id, 12, null))[0]?.change ?? null;
}

/**
 * The change of the measures of a page against each of `lags` months ago, for the company and for every value of its filters; what has
 * too few accounts to publish has none.
 */
export async function segmentChanges(
  w: Warehouse,
  ids: string[],
  dimensions: string[],
  lags: readonly Lag[] = [12]
): Promise<SegmentChange[]> {
  const changes: SegmentChange[] = [];
  for (const id of ids)
    for (const lag of lags)
      for (const dimension of [null, ...dimensions]) changes.push(...(await changesBy(w, id, lag, dimension)));
  return changes;
}

/** The change of one measure for the company, or for each value of a dimension. */
async function changesBy(w: Warehouse, id: string, lag: Lag, dimension: string | null): Promise<SegmentChange[]> {
  const part = parts[id];
  if (!part) return [];
  const index = closedIndex(w);
  const key =
    dimension === null
      ? "cast(null as varchar)"
      : dimension === "plan"
        ? "coalesce(p.plan, 'no plan')"
        : `coalesce(a.${dimension}, 'unknown')`;
  const window = (t: number) => `select ${key} as segment, p.account_id, p.y, p.x
    from (${part(t, w.config.settings.trial.window_days)}) as p
    left join account_attributes as a on a.account_id = p.account_id`;
  const least = dimension === null ? 0 : w.config.privacy.min_cell;
  const found = await changesOf(w, window(index), window(index - lag), {lag, period: labelOf(index - lag), least});
  return found.map(({segment, change}) => ({id, lag, dimension, value: segment, change}));
}

/** The change of a survey from the same quarter a year before, over the accounts of both. */
export async function quarterChange(w: Warehouse, id: "nps" | "csat", quarter: string): Promise<Change | null> {
  const wave = (day: string) =>
    id === "nps"
      ? `select account_id, ${promoting} as y, 1 as x from survey_accounts where score is not null and quarter = date ${literal(day)}`
      : `select account_id, sum(is_satisfied) as y, count(*) as x from satisfaction where quarter = date ${literal(day)} group by 1`;
  const before = `${Number(quarter.slice(0, 4)) - 1}${quarter.slice(4)}`;
  const period = `${before.slice(0, 4)}-Q${Math.ceil(Number(before.slice(5, 7)) / 3)}`;
  const keyed = (day: string) => `select cast(null as varchar) as segment, p.* from (${wave(day)}) as p`;
  const [found] = await changesOf(w, keyed(quarter), keyed(before), {lag: 12, period, least: 0});
  return found?.change ?? null;
}

/**
 * The changes between two windows of rows (segment, account_id, y, x). A segment is left out where either ratio does not exist, or
 * rests on fewer accounts than may be published. Influences are squared and summed in the query, as `ratioChange` does.
 */
async function changesOf(
  {engine}: Warehouse,
  now: string,
  before: string,
  {lag, period, least}: {lag: Lag; period: string; least: number}
): Promise<{segment: string | null; change: Change}[]> {
  const rows = await engine.rows<{segment: string | null; value: number; squares: number; n: number}>(`with sides as (
      select segment, account_id, y, x, 1 as is_now, 0 as "y0", 0 as "x0", 0 as is_before from (${now}) as a
      union all
      select segment, account_id, 0, 0, 0, y, x, 1 from (${before}) as b
    ),
    accounts as (
      select segment, account_id, cast(sum(y) as double) as y, cast(sum(x) as double) as x, max(is_now) as is_now,
        cast(sum("y0") as double) as y0, cast(sum("x0") as double) as x0, max(is_before) as is_before
      from sides group by 1, 2
    ),
    totals as (
      select segment, sum(y) / nullif(sum(x), 0) as now, sum(y0) / nullif(sum(x0), 0) as before, sum(x) as x, sum(x0) as x0,
        count(*) as n
      from accounts group by 1 having sum(is_now) >= ${least} and sum(is_before) >= ${least}
    )
    select t.segment, t.now - t.before as "value", t.n,
      sum(power((a.y - t.now * a.x) / t.x - (a.y0 - t.before * a.x0) / t.x0, 2)) as squares
    from totals as t inner join accounts as a on a.segment is not distinct from t.segment
    where t.now is not null and t.before is not null
    group by 1, 2, 3, t.now order by 1`);
  return rows.map(({segment, value, squares, n}) => {
    const change = ratioChangeOfSums({value, squares, n});
    const noise = change.lower === null || change.upper === null || (change.lower <= 0 && change.upper >= 0);
    return {segment, change: {...change, against: lag === 1 ? "last month" : "a year ago", period, noise}};
  });
}

/** Index of the last closed month; 0 while there is none. */
export function closedIndex(w: Pick<Warehouse, "months">): number {
  return w.months.findLast((m) => m.is_closed)?.month_index ?? 0;
}

/**
 * A month by its index.
 *
 * labelOf(24309) // "2025-10"
 */
export function labelOf(index: number): string {
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}
