import {kaplanMeier, meanInterval, presentValue, riskFromCounts} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import {type LifetimeValue, intervalOf, leastAtRisk, scales} from "./lifetimeValue.js";
import {type RenewalValue, renewalValues} from "./renewalValue.js";

/** What accounts brought in by an age in months. */
export type Realised = LifetimeValue & {age: number};

/** What an account brings in up to the horizon; `reached` is how many of its months were seen. */
export type Restricted = LifetimeValue & {horizon: number; reached: number};

export interface Lifetime {
  margin: number;
  discountAnnual: number;
  /** Whether realised values are payments, or monthly revenue added up for want of payments. */
  fromPayments: boolean;
  realised: Realised[];
  restricted: Restricted;
  renewals: RenewalValue[];
}

/** The value of a customer, counted back from what is certain to what is assumed. */
export async function lifetime(w: Warehouse): Promise<Lifetime> {
  const {margin, discount_annual} = w.config.settings.ltv;
  const fromPayments = (w.counts.payments ?? 0) > 0;
  return {
    margin,
    discountAnnual: discount_annual,
    fromPayments,
    realised: await realised(w, fromPayments),
    restricted: await restricted(w),
    renewals: await renewalValues(w)
  };
}

async function realised(w: Warehouse, fromPayments: boolean): Promise<Realised[]> {
  const column = fromPayments ? "paid" : "billed";
  const {margin, minor} = scales(w);
  const rows = await w.engine.rows<{age: number; n: number; known: number; mean: number; variance: number | null}>(
    `select age, count(*) as n, count(${column}) as known, avg(cast(${column} as double)) as mean,
      var_samp(cast(${column} as double)) as variance
    from realised_values where age >= 3 group by 1 order by 1`
  );
  return [3, 6, 12, 24].map((age) => {
    const row = rows.find((r) => r.age === age);
    const none = {age, value: null, lower: null, upper: null, n: row?.n ?? 0};
    if (!row || row.n < w.config.privacy.min_cell)
      return {...none, reason: `fewer than ${w.config.privacy.min_cell} accounts are ${age} months old`};
    if (row.known < row.n) return {...none, reason: "a payment has no exchange rate"};
    const unit = margin / minor;
    const interval = meanInterval({n: row.n, mean: row.mean, variance: row.variance});
    return {
      age,
      value: row.mean * unit,
      lower: interval?.lower == null ? null : Math.max(0, interval.lower * unit),
      upper: interval?.upper == null ? null : interval.upper * unit,
      n: row.n
    };
  });
}

/** Counts and money of one block of accounts by age. */
interface AgeSums {
  entered: number[];
  events: number[];
  left: number[];
  paying: number[];
  revenue: number[];
}

async function restricted(w: Warehouse): Promise<Restricted> {
  const {horizon_months: horizon} = w.config.settings.ltv;
  const rows = await w.engine.rows<{block: number; age: number} & Record<keyof AgeSums, number>>(
    `with ages as (
      select t.block, m.age, 0 as entered, 0 as events, 0 as gone, 1 as paying, m.amount as revenue
      from tenure_months as m inner join tenures as t on t.account_id = m.account_id where m.age < ${horizon}
      union all
      select block, first_index - born_index, 1, 0, 0, 0, 0 from tenures where born_index is not null
      union all
      select block, last_index - born_index + has_left, 0, has_left, 1, 0, 0 from tenures where born_index is not null
    )
    select block, age, sum(entered) as entered, sum(events) as events, sum(gone) as "left", sum(paying) as paying,
      sum(cast(revenue as double)) as revenue
    from ages group by 1, 2 order by 1, 2`
  );
  const blocks = new Map<number, AgeSums>();
  for (const {block, age, ...sums} of rows) {
    const own = blocks.get(block) ?? {entered: [], events: [], left: [], paying: [], revenue: []};
    for (const name of Object.keys(own) as (keyof AgeSums)[]) own[name][age] = sums[name];
    blocks.set(block, own);
  }
  const all = addUp([...blocks.values()]);
  const n = all.entered.reduce((sum, each) => sum + (each ?? 0), 0);
  const whole = valueToHorizon(all, w, horizon);
  if (whole === null)
    return {
      ...{horizon, reached: 0, value: null, lower: null, upper: null, n},
      reason: `fewer than ${leastAtRisk} accounts were seen in their first month`
    };
  const without = [...blocks.keys()].map((block) => {
    const rest = addUp([...blocks].filter(([key]) => key !== block).map(([, sums]) => sums));
    return valueToHorizon(rest, w, whole.reached, 0)?.value ?? null;
  });
  return {horizon, ...whole, ...intervalOf(whole.value, without), n};
}

/** Σ S(t) × ARPA(t) × margin ÷ (1 + d)^t over the months before the horizon in which at least `least` accounts were seen. */
function valueToHorizon(sums: AgeSums, w: Warehouse, horizon: number, least = leastAtRisk) {
  const {margin, minor, monthly} = scales(w);
  const curve = kaplanMeier(riskFromCounts(sums));
  const payments: number[] = [];
  for (let age = 0; age < horizon; age++) {
    const paying = sums.paying[age] ?? 0;
    const atRisk = age === 0 ? paying : (curve[age - 1]?.atRisk ?? 0);
    if (paying === 0 || Math.min(paying, atRisk) < least) break;
    payments.push((age === 0 ? 1 : curve[age - 1]!.survival) * (sums.revenue[age]! / paying));
  }
  if (payments.length === 0) return null;
  return {value: (presentValue(payments, monthly) * margin) / minor, reached: payments.length};
}

function addUp(parts: readonly AgeSums[]): AgeSums {
  const last = Math.max(0, ...parts.flatMap((part) => Object.values(part).map((list: number[]) => list.length)));
  const add = (name: keyof AgeSums) =>
    Array.from({length: last}, (_, age) => parts.reduce((sum, part) => sum + (part[name][age] ?? 0), 0));
  return {
    ...{entered: add("entered"), events: add("events"), left: add("left")},
    ...{paying: add("paying"), revenue: add("revenue")}
  };
}
