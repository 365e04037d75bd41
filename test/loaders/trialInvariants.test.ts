import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {aalenJohansen, riskTable} from "../../src/stats/index.js";
import {computeMeasures} from "../../loaders/results/measures.js";
import {type Rows, warehouse} from "./company.js";

const hour = 3_600_000;
const day = 24 * hour;
const first = Date.UTC(2025, 0, 1);
const windowDays = 45;
const stamp = (at: number) => new Date(at).toISOString().slice(0, 19).replace("T", " ");

/** Hours since the first day at which something happens to one account; a payment's refund is hours later and may be in part. */
const life = fc.record({
  trials: fc.array(fc.integer({min: 0, max: 24 * 60}), {minLength: 1, maxLength: 3}),
  payments: fc.array(
    fc.record({
      at: fc.integer({min: -24 * 10, max: 24 * 130}),
      subscription: fc.constantFrom("s1", "s1", "s2"),
      refund: fc.option(fc.record({after: fc.integer({min: 1, max: 24 * 60}), share: fc.constantFrom(0.5, 1)}), {
        freq: 3
      })
    }),
    {maxLength: 4}
  )
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;
const lives = fc.sample(life, {numRuns: 600, seed: 20261031});

function rowsOf(some: readonly Life[]): Rows {
  return {
    trials: some.flatMap(({trials}, i) =>
      trials.map((at, k) => ({trial_id: `${i}-${k}`, account_id: `a${i}`, started_at: stamp(first + at * hour)}))
    ),
    payments: some.flatMap(({payments}, i) =>
      payments.flatMap(({at, subscription, refund}) => {
        const row = {account_id: `a${i}`, subscription_id: `${subscription}-${i}`, currency: "USD"};
        const charge = {...row, paid_at: stamp(first + at * hour), amount: 1000, kind: "charge"};
        if (!refund) return [charge];
        const back = {paid_at: stamp(first + (at + refund.after) * hour), amount: 1000 * refund.share, kind: "refund"};
        return [charge, {...row, ...back}];
      })
    )
  };
}

/** What became of each trial of an account, written from the rules and not from the SQL. */
function outcomesOf({trials, payments}: Life, end: number): string[] {
  const starts = trials.map((at) => first + at * hour);
  const dayOf = (at: number) => Math.floor((at - first) / day) * day + first;
  const won = new Set<number>();
  for (const subscription of ["s1", "s2"]) {
    const charges = payments
      .filter((p) => p.subscription === subscription)
      .map((p) => first + p.at * hour)
      .sort((a, b) => a - b);
    const [sold, next = Infinity] = charges;
    if (sold === undefined || sold >= end) continue;
    const refunded = payments
      .flatMap((p) =>
        p.subscription === subscription && p.refund
          ? [{at: first + (p.at + p.refund.after) * hour, share: p.refund.share}]
          : []
      )
      .filter(({at}) => at >= sold && at < next && at < end)
      .reduce((sum, {share}) => sum + share, 0);
    const before = starts.filter((at) => dayOf(at) <= sold);
    if (refunded >= 1 || before.length === 0) continue;
    const newest = Math.max(...before);
    // Of trials that begin at one instant the first listed counts.
    if (sold < dayOf(newest) + (windowDays + 1) * day) won.add(starts.indexOf(newest));
  }
  return starts.map((at, i) =>
    won.has(i) ? "converted" : end < dayOf(at) + (windowDays + 1) * day ? "pending" : "abandoned"
  );
}

describe.each(["2025-01-20", "2025-02-28", "2025-04-15", "2026-01-31"])(
  "600 accounts with trials, as of %s",
  {timeout: 120_000},
  (asOf) => {
    const end = Date.parse(`${asOf}T00:00:00Z`) + day;
    const open = async () => {
      const w = await warehouse(rowsOf(lives), {asOf});
      expect(w.checks.filter((c) => c.severity === "error" && c.broken > 0)).toEqual([]);
      return w;
    };

    it("converted, pending and abandoned trials are those that the rules say", async () => {
      const {engine} = await open();
      const found = await engine.rows<{trial_id: string; outcome: string}>(
        "select trial_id, outcome from trial_outcomes"
      );
      const byId = new Map(found.map((t) => [t.trial_id, t.outcome]));
      for (const [i, one] of lives.entries()) {
        const begun = one.trials.map((at) => first + at * hour < end);
        const known = outcomesOf(one, end).map((outcome, k) => (begun[k] ? outcome : undefined));
        expect(
          one.trials.map((_, k) => byId.get(`${i}-${k}`)),
          JSON.stringify(one)
        ).toEqual(known);
      }
    });

    it("they add up to the trials of each month, one sale converts one trial, and every trial has one exit", async () => {
      const {engine} = await open();
      const cohorts = await engine.rows<{started: number; parts: number}>(
        "select started, converted + pending + abandoned as parts from trial_cohorts"
      );
      for (const {started, parts} of cohorts) expect(parts).toBe(started);
      const [sales] = await engine.rows<{most: number}>(`select max(n) as most from (
        select count(*) as n from trial_outcomes where outcome = 'converted' group by account_id, converted_subscription_id)`);
      expect(sales!.most).toBe(1);
      const exits = await engine.rows<{outcome: string; cause: number; least: number; most: number; n: number}>(
        `select outcome, cause, min(exit_day) as least, max(exit_day) as most, count(*) as n
        from trial_times inner join trial_outcomes using (trial_id) group by 1, 2`
      );
      const causes: Record<string, number> = {converted: 1, abandoned: 2, pending: 0};
      for (const {outcome, cause, least, most} of exits) {
        expect(cause).toBe(causes[outcome]);
        expect(least).toBeGreaterThanOrEqual(cause === 2 ? windowDays : 0);
        expect(most).toBeLessThanOrEqual(cause === 0 ? windowDays - 1 : windowDays);
      }
    });

    it("incidence lies between what has converted and what still may, and is the cohort's share once all windows are over", async () => {
      const w = await open();
      const {engine} = w;
      const measures = await computeMeasures(w);
      const cohorts = await engine.rows<{started: number; converted: number; pending: number; rest: boolean}>(
        "select sum(started) as started, sum(converted) as converted, sum(pending) as pending from trial_cohorts"
      );
      const {started, converted, pending} = cohorts[0]!;
      const exits = await engine.rows<{exit: number; cause: number; weight: number}>(
        "select exit_day as exit, cause, count(*) as weight from trial_times group by 1, 2"
      );
      const curve = aalenJohansen(riskTable(exits, 2));
      const last = curve.at(-1)!;
      expect(last.causes[0]!.incidence).toBeGreaterThanOrEqual(converted / started - 1e-12);
      expect(last.causes[0]!.incidence).toBeLessThanOrEqual((converted + pending) / started + 1e-12);
      for (const {survival, causes} of curve)
        expect(survival + causes[0]!.incidence + causes[1]!.incidence).toBeCloseTo(1, 12);
      const measure = measures.findLast((m) => m.id === "trial_conversion_open" && m.segment === null)!;
      if (asOf === "2025-01-20") expect(measure).toMatchObject({value: null, n: started});
      if (pending > 0) return;
      expect(last.time).toBe(windowDays);
      expect(last.causes[0]!.incidence).toBeCloseTo(converted / started, 12);
      // Every trial began in the first three months of the year that ends in December.
      const year = measures.find(
        (m) => m.id === "trial_conversion_open" && m.segment === null && m.period === "2025-12"
      );
      expect(year).toMatchObject({n: started});
      expect(year!.value).toBeCloseTo(converted / started, 12);
    });
  }
);
