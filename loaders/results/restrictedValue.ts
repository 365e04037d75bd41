import {kaplanMeier, presentValue, riskFromCounts} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import {type LifetimeValue, intervalOf, leastAtRisk, scales} from "./lifetimeValue.js";
import {tenuresBy} from "./tenuresBy.js";

/** What an account brings in up to the horizon; `reached` is how many of its months were seen. */
export type Restricted = LifetimeValue & {horizon: number; reached: number};

/** Counts and money of one block of accounts by age. */
interface AgeSums {
  entered: number[];
  events: number[];
  left: number[];
  paying: number[];
  revenue: number[];
}

/** Survival × revenue up to the horizon, by value of a dimension; without one, of all accounts under "". */
export async function restrictedValues(w: Warehouse, dimension: string | null): Promise<Map<string, Restricted>> {
  const {horizon_months: horizon} = w.config.settings.ltv;
  const rows = await w.engine.rows<{segment: string; block: number; age: number} & Record<keyof AgeSums, number>>(
    `with ${tenuresBy(dimension)}, ages as (
      select t.segment, t.block, m.age, 0 as entered, 0 as events, 0 as gone, 1 as paying, m.amount as revenue
      from tenure_months as m inner join grouped as t on t.account_id = m.account_id where m.age < ${horizon}
      union all
      select segment, block, first_index - born_index, 1, 0, 0, 0, 0 from grouped where born_index is not null
      union all
      select segment, block, last_index - born_index + has_left, 0, has_left, 1, 0, 0 from grouped where born_index is not null
    )
    select segment, block, age, sum(entered) as entered, sum(events) as events, sum(gone) as "left", sum(paying) as paying,
      sum(cast(revenue as double)) as revenue
    from ages group by 1, 2, 3 order by 1, 2, 3`
  );
  const segments = new Map<string, Map<number, AgeSums>>(dimension === null ? [["", new Map()]] : []);
  for (const {segment, block, age, ...sums} of rows) {
    const blocks = segments.get(segment) ?? new Map<number, AgeSums>();
    segments.set(segment, blocks);
    const own = blocks.get(block) ?? {entered: [], events: [], left: [], paying: [], revenue: []};
    for (const name of Object.keys(own) as (keyof AgeSums)[]) own[name][age] = sums[name];
    blocks.set(block, own);
  }
  return new Map([...segments].map(([segment, blocks]) => [segment, restrictedOf(w, blocks)]));
}

function restrictedOf(w: Warehouse, blocks: ReadonlyMap<number, AgeSums>): Restricted {
  const {horizon_months: horizon} = w.config.settings.ltv;
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
