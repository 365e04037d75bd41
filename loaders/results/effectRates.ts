import {normalUpperQuantile} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";

/** Leavings per account-month of one side. */
export interface LeavingRate {
  accounts: number;
  months: number;
  left: number;
  rate: number | null;
  lower: number | null;
  upper: number | null;
}

/** The same question, counted in one of three ways. */
export interface RatePair {
  id: "ever" | "time" | "leave";
  upgraded: LeavingRate;
  others: LeavingRate;
  ratio: number | null;
  lower: number | null;
  upper: number | null;
  reason: string | null;
}

/** Who counts as upgraded, and which months count at all. */
const ways: {id: RatePair["id"]; upgraded: string; months: string}[] = [
  {id: "ever", upgraded: "first_upgrade is not null", months: "1 = 1"},
  {id: "time", upgraded: "had_upgraded = 1", months: "1 = 1"},
  {id: "leave", upgraded: "had_upgraded = 1", months: "can_leave = 1"}
];

/**
 * How often upgraded accounts left beside the others, three times: by whether they ever upgraded (which hands them the months they
 * had to stay to do so), by whether they had upgraded yet, and so within the months in which an account could leave. Sums over all
 * accounts; intervals are linearised over accounts, that of the ratio on the log scale.
 */
export async function leavingRates(w: Warehouse): Promise<RatePair[]> {
  const pairs: RatePair[] = [];
  for (const way of ways) pairs.push(await ratePair(w, way));
  return pairs;
}

async function ratePair(w: Warehouse, {id, upgraded, months}: (typeof ways)[number]): Promise<RatePair> {
  const [row] = await w.engine.rows<Record<string, number | null>>(`with parts as (
      select account_id,
        cast(sum(case when ${upgraded} then has_left else 0 end) as double) as y1,
        cast(sum(case when ${upgraded} then 1 else 0 end) as double) as x1,
        cast(sum(case when ${upgraded} then 0 else has_left end) as double) as y0,
        cast(sum(case when ${upgraded} then 0 else 1 end) as double) as x0
      from risk_months where ${months} group by 1
    ),
    totals as (
      select sum(y1) as left1, sum(x1) as months1, sum(y0) as left0, sum(x0) as months0, count(*) as n,
        count(case when x1 > 0 then 1 end) as accounts1, count(case when x0 > 0 then 1 end) as accounts0 from parts
    ),
    rests as (
      select (p.y1 - t.left1 / nullif(t.months1, 0) * p.x1) as rest1, (p.y0 - t.left0 / nullif(t.months0, 0) * p.x0) as rest0
      from parts as p cross join totals as t
    ),
    squares as (
      select sum(r.rest1 * r.rest1) as ss1, sum(r.rest0 * r.rest0) as ss0,
        sum((r.rest1 / nullif(t.left1, 0) - r.rest0 / nullif(t.left0, 0)) * (r.rest1 / nullif(t.left1, 0) - r.rest0 / nullif(t.left0, 0))) as ss
      from rests as r cross join totals as t
    )
    select * from totals cross join squares`);
  const value = (name: string) => row?.[name] ?? 0;
  const z = normalUpperQuantile(0.025);
  const correction = value("n") > 1 ? value("n") / (value("n") - 1) : null;
  const side = (k: 0 | 1): LeavingRate => {
    const [left, exposure] = [value(`left${k}`), value(`months${k}`)];
    const rate = exposure > 0 ? left / exposure : null;
    const se = correction && left > 0 ? Math.sqrt(correction * value(`ss${k}`)) / exposure : null;
    const bounds = rate !== null && se ? {lower: Math.max(0, rate - z * se), upper: Math.min(1, rate + z * se)} : null;
    return {accounts: value(`accounts${k}`), months: exposure, left, rate, lower: null, upper: null, ...bounds};
  };
  const [others, own] = [side(0), side(1)];
  const small = [others, own].some(({accounts}) => accounts < w.config.privacy.min_cell);
  const hidden: LeavingRate = {accounts: 0, months: 0, left: 0, rate: null, lower: null, upper: null};
  if (small) {
    const reason = `fewer than ${w.config.privacy.min_cell} accounts on one side`;
    return {id, upgraded: hidden, others: hidden, ratio: null, lower: null, upper: null, reason};
  }
  const none = {id, upgraded: own, others, ratio: null, lower: null, upper: null};
  if (own.left < 5 || others.left < 5) return {...none, reason: "fewer than five left on one side"};
  const ratio = own.rate! / others.rate!;
  const half = z * Math.sqrt((correction ?? 0) * (row?.ss ?? 0));
  return {...none, ratio, lower: ratio * Math.exp(-half), upper: ratio * Math.exp(half), reason: null};
}
