import {meanInterval} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import {type LifetimeValue, scales} from "./lifetimeValue.js";
import {type RenewalValue, renewalValues} from "./renewalValue.js";
import {type Restricted, restrictedValues} from "./restrictedValue.js";

/** What accounts brought in by an age in months. */
export type Realised = LifetimeValue & {age: number};

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
    restricted: (await restrictedValues(w, null)).get("")!,
    renewals: (await renewalValues(w, null)).get("") ?? []
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
