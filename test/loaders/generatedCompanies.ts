import fc from "fast-check";
import {type Rows, span} from "./company.js";

const first = Date.UTC(2024, 0, 1);
/** A day by its number, 0 is the first of 2024. */
export const dayOf = (n: number): string => new Date(first + n * 86_400_000).toISOString().slice(0, 10);

const intervals = [
  ["month", 1],
  ["month", 1],
  ["year", 1],
  ["month", 3],
  ["week", 1],
  ["day", 1],
  ["year", 2]
] as const;

/** A life of one account: spans one after the other, some with gaps, on ranked plans, in two currencies. */
const life = fc.record({
  begins: fc.integer({min: 0, max: 500}),
  currency: fc.constantFrom("USD", "USD", "EUR"),
  spans: fc.array(
    fc.record({
      days: fc.integer({min: 5, max: 260}),
      gap: fc.constantFrom(0, 0, 0, 0, 0, 3, 20, 75),
      amount: fc.integer({min: 0, max: 900_000}),
      discount: fc.constantFrom(0, 0, 0, 500, 1_000_000),
      plan: fc.constantFrom("p1", "p2", "p3", null),
      seats: fc.constantFrom(null, 1, 5, 20),
      interval: fc.constantFrom(...intervals),
      status: fc.constantFrom("active", "active", "active", "active", "active", "past_due", "paused", "trialing")
    }),
    {minLength: 1, maxLength: 5}
  ),
  addOn: fc.constantFrom(null, null, 4900),
  open: fc.boolean(),
  // Into the account before it, on a day; null stands alone.
  merged: fc.constantFrom(null, null, null, null, null, 300, 550),
  // Days from the account's first day to the start of a trial, and from there to a payment.
  trial: fc.option(fc.record({at: fc.integer({min: 0, max: 600}), paid: fc.option(fc.integer({min: 0, max: 80}))}), {
    freq: 2
  })
});

/** A company: its accounts' lives. */
const company = fc.array(life, {minLength: 3, maxLength: 12});

/** As many companies as are loaded at once: each is a size band, so that one run of the marts gives every company's measures. */
export const batch = fc.array(company, {minLength: 125, maxLength: 125});

export type Batch = typeof batch extends fc.Arbitrary<infer T> ? T : never;

/** Four batches: 500 companies a property. Companies do not shrink, they are told by their number. */
export const fiveHundred = {numRuns: 4, seed: 20261031, endOnFailure: true};

/** The contract rows of a batch; company c is the size band `c<c>`. */
export function rowsOf(companies: Batch, {mergers = true}: {mergers?: boolean} = {}): Rows {
  const rows = {
    accounts: [] as Rows[string],
    subscription_periods: [] as Rows[string],
    trials: [] as Rows[string],
    payments: [] as Rows[string]
  };
  for (const [c, lives] of companies.entries())
    for (const [i, one] of lives.entries()) {
      const id = `c${c}a${i}`;
      const into = mergers && one.merged !== null && i % 9 > 0;
      rows.accounts.push({
        account_id: id,
        size_band: `c${c}`,
        region: i % 2 === 0 ? "Europe" : "Asia",
        merged_into: into ? `c${c}a${i - 1}` : null,
        merged_at: into ? dayOf(one.merged!) : null
      });
      rows.subscription_periods.push(...spansOf(id, one));
      if (one.trial === null) continue;
      const start = one.begins + one.trial.at;
      rows.trials.push({trial_id: `t-${id}`, account_id: id, started_at: dayOf(start), ends_at: dayOf(start + 14)});
      if (one.trial.paid !== null)
        rows.payments.push({
          account_id: id,
          paid_at: dayOf(start + one.trial.paid),
          amount: 100,
          currency: "USD",
          kind: "charge"
        });
    }
  return {
    ...rows,
    plans: [1, 2, 3].map((rank) => ({plan_id: `p${rank}`, family: `Tier ${rank}`, tier_rank: rank})),
    fx_rates: Array.from({length: 40}, (_, i) => ({
      currency: "EUR",
      month: `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-01`,
      rate: 1.05 + 0.02 * Math.sin(i)
    }))
  };
}

function spansOf(id: string, {begins, currency, spans, open, addOn}: Batch[number][number]): Rows[string] {
  let at = begins;
  const own = spans.map(({days, gap, amount, discount, plan, seats, interval, status}, k) => {
    const from = at + gap;
    at = from + days;
    return span(id, dayOf(from), k === spans.length - 1 && open ? null : dayOf(at), amount, {
      currency,
      discount_amount: discount,
      plan_id: plan,
      seats,
      interval_unit: interval[0],
      interval_count: interval[1],
      status
    });
  });
  if (addOn === null) return own;
  const more = {currency, subscription_id: `add-${id}`, item_id: `add-${id}`, plan_id: "add-on"};
  return [...own, span(id, dayOf(begins + 40), dayOf(begins + 200), addOn, more)];
}
