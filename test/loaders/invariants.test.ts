import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {computeMeasures} from "../../loaders/results/measures.js";
import type {Measure} from "../../src/definitions.js";
import {type Rows, warehouse} from "./company.js";
import {type Batch, batch, dayOf, fiveHundred, rowsOf} from "./generatedCompanies.js";

// Each property is held against 500 generated companies, 125 at a time; numbers are those of docs/statistics.md.

const asOf = "2026-02-28";
/** Gaps are not joined. */
const apart = ", join_gap_days: 0";
const load = (rows: Rows, to = asOf, more = "") =>
  warehouse(rows, {asOf: to, settings: `settings: {segments: [size_band, region]${more}}`});
/** Measures of each company; those of plans and of all companies together are left out. */
const measuresOf = async (rows: Rows, to = asOf, more = "") =>
  (await computeMeasures(await load(rows, to, more))).filter((m) => m.segment?.startsWith("size_band=c"));
const keyOf = (m: Measure) => `${m.id}|${m.period}|${m.segment}`;
const near = (a: number | null, b: number | null, tolerance: number) =>
  a === null || b === null ? a === b : Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a));

/** Measures of `now` whose value, interval or n is another in `later`. */
function moved(
  now: readonly Measure[],
  later: readonly Measure[],
  tolerance: number
): [Measure, Measure | undefined][] {
  const byKey = new Map(later.map((m) => [keyOf(m), m]));
  return now.flatMap((m): [Measure, Measure | undefined][] => {
    const same = byKey.get(keyOf(m));
    // A spread is a difference of squares, so a bound keeps nine digits where the shares of accounts differ in the fifth.
    const bound = Math.max(tolerance, 1e-9);
    const parts = {value: tolerance, n: tolerance, lower: bound, upper: bound};
    const isSame =
      same && Object.entries(parts).every(([part, least]) => near(m[part as "value"], same[part as "value"], least));
    return isSame ? [] : [[m, same]];
  });
}

const holds = (name: string, check: (companies: Batch) => Promise<void>) =>
  it(name, async () => fc.assert(fc.asyncProperty(batch, check), fiveHundred));

describe("invariants of 500 companies", {timeout: 300_000}, () => {
  const classes = new Set<string>();

  holds(
    "1, 2, 14, 15: movements add up per account, segment and in total, and every class occurs",
    async (companies) => {
      const {engine, checks} = await load(rowsOf(companies));
      expect(checks.filter((c) => c.severity === "error" && c.broken > 0)).toEqual([]);
      for (const by of ["account_id", "plan", "size_band", "region", "1"]) {
        const sums = await engine.rows<{start: number; moved: number; end: number}>(`select month_index, ${by} as k,
          sum(start_amount) as start, sum(end_amount) as "end",
          sum(new_amount + reactivation_amount + resume_amount + expansion_amount - contraction_amount - pause_amount
            - churn_amount + fx_amount) as moved
        from movements inner join account_attributes using (account_id) group by 1, 2`);
        expect(sums.length).toBeGreaterThan(0);
        expect(sums.filter(({start, moved, end}) => start + moved !== end)).toEqual([]);
      }
      const counts = await engine.rows<{
        active: number;
        change: number;
        size_band: string;
      }>(`select size_band, month_index,
        sum(case when end_amount > 0 then 1 else 0 end) as active,
        sum(case when class in ('new', 'reactivation', 'resume') then 1 when class in ('churn', 'pause') then -1 else 0 end)
          - sum(merged_accounts) as change
      from movements inner join account_attributes using (account_id) group by 1, 2 order by 1, 2`);
      for (const [i, {active, change, size_band}] of counts.entries()) {
        const before = counts[i - 1];
        expect(active).toBe((before?.size_band === size_band ? before.active : 0) + change);
      }
      for (const row of await engine.rows<{class: string}>("select distinct class from movements"))
        classes.add(row.class);
    }
  );

  it("14: every class of movement occurs in them", () => {
    expect([...classes].sort()).toEqual(
      "churn contraction expansion lapse new none pause paused reactivation resume".split(" ")
    );
  });

  holds("3: 0 ≤ GRR ≤ min(1, NRR), and NRR − GRR is what accounts grew by", async (companies) => {
    const w = await load(rowsOf(companies));
    const grown = await w.engine.rows<{
      key: string;
      share: number;
    }>(`select m.label || '|size_band=' || size_band as key,
        sum(greatest(end_amount - start_amount, 0)) / sum(cast(start_amount as double)) as share
      from retention_accounts inner join months as m using (month_index) inner join account_attributes using (account_id) group by 1`);
    const values = new Map((await computeMeasures(w)).map((m) => [keyOf(m), m.value]));
    let compared = 0;
    for (const {key, share} of grown) {
      const [nrr, grr] = [values.get(`nrr|${key}`) ?? null, values.get(`grr|${key}`) ?? null];
      if (nrr === null || grr === null) continue;
      ++compared;
      expect(grr).toBeGreaterThanOrEqual(0);
      expect(grr).toBeLessThanOrEqual(Math.min(1, nrr) + 1e-12);
      expect(nrr - grr).toBeCloseTo(share, 9);
    }
    expect(compared).toBeGreaterThan(200);
  });

  holds("4, 5: multiplied money leaves rates; a year billed at once leaves MRR", async (companies) => {
    // Whole months in one currency and amounts in multiples of 24, so that nothing is lost to rounding.
    const rows = rowsOf(companies.map((lives) => lives.map((one) => ({...one, currency: "USD" as const}))));
    const whole = rows.subscription_periods!.map((s) => ({
      ...s,
      amount: Number(s.amount) * 24,
      discount_amount: Number(s.discount_amount ?? 0) * 24,
      interval_unit: s.interval_unit === "year" ? "year" : "month"
    }));
    const as = (subscription_periods: Rows[string]) => measuresOf({...rows, subscription_periods});
    const times = (k: number, s: (typeof whole)[number]) => ({
      ...s,
      amount: s.amount * k,
      discount_amount: s.discount_amount * k
    });
    const base = await as(whole);
    const rates = base.filter((m) => ["nrr", "grr", "quick_ratio", "logo_churn"].includes(m.id));
    const scaled = await as(whole.map((s) => times(7, s)));
    expect(moved(rates, scaled, 1e-9)).toEqual([]);
    const yearly = await as(
      whole.map((s) => (s.interval_unit === "month" ? {...times(12, s), interval_unit: "year"} : s))
    );
    expect(
      moved(
        base.filter((m) => ["mrr", "nrr", "grr"].includes(m.id)),
        yearly,
        1e-12
      )
    ).toEqual([]);
  });

  holds("6: closed months are the same for any later as-of date", async (companies) => {
    const early = dayOf(560 + (companies[0]!.length % 28));
    // A gap that is joined later restates a month, which the restatement log then says (joinedGaps.test.ts).
    // A cohort of trials has no rate before its window is over, and then one that stays.
    const closed = (await measuresOf(rowsOf(companies), early, apart)).filter(
      (m) => `${m.period}-31` < early && (m.id !== "trial_conversion" || m.value !== null)
    );
    expect(closed.length).toBeGreaterThan(1000);
    expect(moved(closed, await measuresOf(rowsOf(companies), asOf, apart), 1e-9)).toEqual([]);
  });

  holds("7: the order of rows changes nothing", async (companies) => {
    const rows = rowsOf(companies);
    const turned = Object.fromEntries(Object.entries(rows).map(([table, list]) => [table, [...list].reverse()]));
    expect(moved(await measuresOf(rows), await measuresOf(turned), 1e-9)).toEqual([]);
  });

  holds("8: a take-over leaves revenue, and can only lower logo churn", async (companies) => {
    // Two licences of which one begins as the other ends would be joined once they are one account's.
    const two = await load(rowsOf(companies, {mergers: false}), asOf, apart);
    const one = await load(rowsOf(companies), asOf, apart);
    const totals = async (w: typeof two, sum: string) =>
      new Map(
        (
          await w.engine.rows<{
            key: string;
            total: number;
          }>(`select size_band || '|' || month_index as key, ${sum} as total
            from movements inner join account_attributes using (account_id) group by 1 having ${sum} > 0 order by 1`)
        ).map(({key, total}) => [key, total])
      );
    expect(await totals(one, "sum(end_amount)")).toEqual(await totals(two, "sum(end_amount)"));
    const churned = "sum(case class when 'churn' then 1 else 0 end)";
    const [a, b] = [await totals(two, churned), await totals(one, churned)];
    expect([...b].filter(([key, count]) => count > (a.get(key) ?? 0))).toEqual([]);
    const all = (counts: Map<string, number>) => [...counts.values()].reduce((sum, n) => sum + n, 0);
    expect(all(a)).toBeGreaterThan(all(b));
  });

  holds("causes of expansion and contraction add up to it, per account, to the unit", async (companies) => {
    const {engine} = await load(rowsOf(companies));
    const parts = (of: string) =>
      ["tier", "seats", "addon", "price", "discount", "interval"].map((cause) => `${of}_${cause}`).join(" + ");
    const open = await engine.rows(`select month_index, account_id from movement_ledger
      where expansion_amount <> ${parts("expansion")} or contraction_amount <> ${parts("contraction")}`);
    expect(open).toEqual([]);
    const [counts] = await engine.rows<{causes: number}>("select count(distinct cause) as causes from movement_causes");
    expect(counts!.causes).toBe(6);
  });

  holds("9: cohorts begin whole, those who never left get fewer, and so do those old enough", async (companies) => {
    const {engine} = await load(rowsOf(companies));
    const cohorts = await engine.rows<Record<string, number>>(`select month_index, age, accounts, active, never_left,
      kept_amount as kept, start_amount as start from cohort_ages order by 1, 2`);
    for (const [i, c] of cohorts.entries()) {
      if (c.age === 0) expect([c.active, c.never_left, c.kept]).toEqual([c.accounts, c.accounts, c.start]);
      else expect(c.never_left!).toBeLessThanOrEqual(cohorts[i - 1]!.never_left!);
    }
    const eligible = await engine.rows<{n: number}>(
      "select sum(accounts) as n from cohort_ages group by age order by age"
    );
    expect(eligible.filter(({n}, i) => i > 0 && n > eligible[i - 1]!.n)).toEqual([]);
  });

  holds("10: converted, pending and abandoned trials are all trials", async (companies) => {
    const rows = rowsOf(companies);
    const {engine} = await load(rows);
    const [sums] = await engine.rows<Record<string, number>>(
      "select sum(started) as started, sum(converted + pending + abandoned) as parts, sum(converted) as converted from trial_cohorts"
    );
    expect(sums!.parts).toBe(sums!.started);
    expect(sums!.started).toBe(rows.trials!.filter((t) => String(t.started_at) <= asOf).length);
    expect(sums!.converted).toBeGreaterThan(0);
    expect(sums!.converted).toBeLessThanOrEqual(rows.payments!.length);
  });
});
