import {type RatioPair, ratioChange} from "../../src/stats/index.js";
import {literal} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";
import {matureBy} from "./trialAnswers.js";

/** How far a measure moved in a year; `noise` is true where the interval holds no change. */
export interface YearChange {
  value: number;
  lower: number | null;
  upper: number | null;
  p: number | null;
  against: string;
  period: string;
  noise: boolean;
}

/** The change of one measure for the company (dimension null) or for one value of a dimension. */
export interface SegmentChange {
  id: string;
  dimension: string | null;
  value: string | null;
  change: YearChange | null;
}

/** One account's y, x and plan in the window that ends with month t, for measures that are ratios of sums over accounts. */
const parts: Record<string, (t: number, trialDays: number) => string> = {
  nrr: (t) =>
    `select account_id, plan, end_amount as y, start_amount as x from retention_accounts where month_index = ${t}`,
  grr: (t) =>
    `select account_id, plan, kept_amount as y, start_amount as x from retention_accounts where month_index = ${t}`,
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

/** The change of a measure against the same month a year ago; null where either window has nothing. */
export async function yearChange(
  w: Warehouse,
  id: string,
  segment?: {dimension: string; value: string}
): Promise<YearChange | null> {
  const index = closedIndex(w);
  const window = (t: number) => {
    if (!segment) return parts[id]!(t, w.config.settings.trial.window_days);
    const key =
      segment.dimension === "plan" ? "coalesce(p.plan, 'no plan')" : `coalesce(a.${segment.dimension}, 'unknown')`;
    return `select p.* from (${parts[id]!(t, w.config.settings.trial.window_days)}) as p left join account_attributes as a on a.account_id = p.account_id
      where ${key} = ${literal(segment.value)}`;
  };
  const least = segment ? w.config.privacy.min_cell : 0;
  return changeOf(w, window(index), window(index - 12), {period: labelOf(index - 12), least});
}

/** The change of the measures of a page, for the company and for every value of its filters. */
export async function segmentChanges(w: Warehouse, ids: string[], dimensions: string[]): Promise<SegmentChange[]> {
  const changes: SegmentChange[] = [];
  for (const id of ids) {
    changes.push({id, dimension: null, value: null, change: await yearChange(w, id)});
    for (const dimension of dimensions) {
      const from =
        dimension === "plan"
          ? "select distinct coalesce(plan, 'no plan') as value from retention_accounts"
          : `select distinct ${dimension} as value from account_attributes`;
      for (const {value} of await w.engine.rows<{value: string}>(`${from} order by 1`)) {
        const change = await yearChange(w, id, {dimension, value});
        if (change) changes.push({id, dimension, value, change});
      }
    }
  }
  return changes;
}

/** The change of a survey from the same quarter a year before, over the accounts of both. */
export async function quarterChange(w: Warehouse, id: "nps" | "csat", quarter: string): Promise<YearChange | null> {
  const wave = (day: string) =>
    id === "nps"
      ? `select account_id, ${promoting} as y, 1 as x from survey_accounts where score is not null and quarter = date ${literal(day)}`
      : `select account_id, sum(is_satisfied) as y, count(*) as x from satisfaction where quarter = date ${literal(day)} group by 1`;
  const before = `${Number(quarter.slice(0, 4)) - 1}${quarter.slice(4)}`;
  const period = `${before.slice(0, 4)}-Q${Math.ceil(Number(before.slice(5, 7)) / 3)}`;
  return changeOf(w, wave(quarter), wave(before), {period, least: 0});
}

/** Null where either window has nothing, or fewer accounts than may be published. */
async function changeOf(
  {engine}: Warehouse,
  now: string,
  before: string,
  {period, least}: {period: string; least: number}
): Promise<YearChange | null> {
  const pairs =
    await engine.rows<RatioPair>(`select coalesce(a.y, 0) as y, coalesce(a.x, 0) as x, coalesce(b.y, 0) as "yBefore", coalesce(b.x, 0) as "xBefore"
    from (${now}) as a full join (${before}) as b on b.account_id = a.account_id order by a.account_id, b.account_id`);
  const held = (x: "x" | "xBefore") => pairs.filter((pair) => pair[x] > 0).length;
  const change = ratioChange(pairs);
  if (!change || held("x") < least || held("xBefore") < least) return null;
  const noise = change.lower === null || change.upper === null || (change.lower <= 0 && change.upper >= 0);
  return {...change, against: "a year ago", period, noise};
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
