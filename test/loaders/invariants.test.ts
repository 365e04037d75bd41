import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {computeMeasures} from "../../loaders/results/measures.js";
import {type Rows, span, warehouse} from "./company.js";

const first = Date.UTC(2024, 0, 1);
const dayOf = (n: number) => new Date(first + n * 86400000).toISOString().slice(0, 10);

/** A life of one account: spans one after the other, some with gaps, on ranked plans, in two currencies. */
const life = fc.record({
  begins: fc.integer({min: 0, max: 500}),
  currency: fc.constantFrom("USD", "EUR"),
  spans: fc.array(
    fc.record({
      days: fc.integer({min: 5, max: 260}),
      gap: fc.constantFrom(0, 0, 0, 0, 20, 75),
      amount: fc.integer({min: 0, max: 900000}),
      discount: fc.constantFrom(0, 0, 0, 500, 1000000),
      plan: fc.constantFrom("p1", "p2", "p3", null),
      seats: fc.constantFrom(null, 1, 5, 20),
      unit: fc.constantFrom("month", "month", "year"),
      status: fc.constantFrom("active", "active", "active", "active", "past_due", "paused", "trialing")
    }),
    {minLength: 1, maxLength: 6}
  ),
  open: fc.boolean()
});

const companies = fc.array(life, {minLength: 20, maxLength: 60});

function rowsOf(lives: typeof companies extends fc.Arbitrary<infer T> ? T : never): Rows {
  const subscription_periods = lives.flatMap(({begins, currency, spans, open}, i) => {
    let at = begins;
    return spans.map(({days, gap, amount, discount, plan, seats, unit, status}, k) => {
      const from = at + gap;
      at = from + days;
      const last = k === spans.length - 1;
      return span(`a${i}`, dayOf(from), last && open ? null : dayOf(at), amount, {
        currency,
        discount_amount: discount,
        plan_id: plan,
        seats,
        interval_unit: unit,
        status
      });
    });
  });
  const months = Array.from(
    {length: 40},
    (_, i) => `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-01`
  );
  return {
    accounts: lives.map((_, i) => ({
      account_id: `a${i}`,
      size_band: i % 3 === 0 ? "small" : "large",
      region: i % 2 === 0 ? "Europe" : "Asia"
    })),
    plans: [1, 2, 3].map((rank) => ({plan_id: `p${rank}`, family: `Tier ${rank}`, tier_rank: rank})),
    subscription_periods,
    fx_rates: months.map((month, i) => ({currency: "EUR", month, rate: 1.05 + 0.02 * Math.sin(i)}))
  };
}

const asOf = "2026-02-28";
const few = {numRuns: 5, seed: 20261031, endOnFailure: true};

describe("invariants of any company", {timeout: 120_000}, () => {
  it("start and movements add up to the end, per account, segment and in total, to the unit", async () => {
    await fc.assert(
      fc.asyncProperty(companies, async (lives) => {
        const {engine, checks} = await warehouse(rowsOf(lives), {asOf});
        expect(checks.filter((c) => c.severity === "error" && c.broken > 0)).toEqual([]);
        const sums = (by: string) =>
          engine.rows<{
            start: number;
            moved: number;
            end: number;
          }>(`select month_index, ${by} as k, sum(start_amount) as start,
            sum(new_amount + reactivation_amount + expansion_amount - contraction_amount - churn_amount + fx_amount) as moved, sum(end_amount) as "end"
            from movements inner join account_attributes using (account_id) group by 1, 2`);
        for (const by of ["account_id", "plan", "size_band", "1"])
          for (const {start, moved, end} of await sums(by)) expect(start + moved).toBe(end);
        // Disjoint plans add up to the total once those who entered or left a plan between two months are counted.
        const linked = await engine.rows<{
          plan: string;
          starts: number;
          ends: number;
        }>(`select coalesce(s.plan, e.plan) as plan, s.month_index,
            coalesce(starts, 0) as starts, coalesce(ends, 0) as ends
          from (select month_index, plan, sum(start_amount) as starts from movements where start_amount > 0 group by 1, 2) as s
          full join (select month_index + 1 as month_index, plan, sum(mrr) as ends from account_months group by 1, 2) as e
            on e.month_index = s.month_index and e.plan is not distinct from s.plan
          where s.month_index is not null`);
        for (const {starts, ends} of linked) expect(starts).toBe(ends);
      }),
      few
    );
  });

  it("0 ≤ GRR ≤ min(1, NRR), and NRR − GRR is what accounts grew by", async () => {
    await fc.assert(
      fc.asyncProperty(companies, async (lives) => {
        const w = await warehouse(rowsOf(lives), {asOf});
        const grown = await w.engine.rows<{month: string; share: number}>(`select m.label as month,
            sum(greatest(end_amount - start_amount, 0)) / sum(cast(start_amount as double)) as share
          from retention_accounts inner join months as m using (month_index) group by 1`);
        const measures = (await computeMeasures(w)).filter((m) => m.segment === null);
        const value = (id: string, month: string) => measures.find((m) => m.id === id && m.period === month)!.value;
        for (const {month, share} of grown) {
          const [nrr, grr] = [value("nrr", month), value("grr", month)];
          if (nrr === null || grr === null) continue;
          expect(grr).toBeGreaterThanOrEqual(0);
          expect(grr).toBeLessThanOrEqual(Math.min(1, nrr) + 1e-12);
          expect(nrr - grr).toBeCloseTo(share, 10);
        }
      }),
      few
    );
  });

  it("rates do not change when all money is multiplied, nor MRR when twelve months are billed as a year", async () => {
    await fc.assert(
      fc.asyncProperty(companies, fc.integer({min: 2, max: 9}), async (lives, k) => {
        const rows = rowsOf(lives.map((l) => ({...l, currency: "USD"})));
        // Multiples of 12 keep a month of a year whole, so that nothing is lost to rounding.
        const whole = rows.subscription_periods!.map((s) => ({
          ...s,
          amount: Number(s.amount) * 12,
          discount_amount: Number(s.discount_amount) * 12
        }));
        const as = async (spans: Rows[string]) => {
          const measures = await computeMeasures(await warehouse({...rows, subscription_periods: spans}, {asOf}));
          // Renewals are counted by the term, which this changes.
          return measures.filter((m) => m.segment === null && m.id !== "ltv_sbg");
        };
        const base = await as(whole);
        const scaled = await as(
          whole.map((s) => ({...s, amount: s.amount * k, discount_amount: s.discount_amount * k}))
        );
        const yearly = await as(
          whole.map((s) =>
            (s as Rows[string][number]).interval_unit === "month"
              ? {...s, interval_unit: "year", amount: s.amount * 12, discount_amount: s.discount_amount * 12}
              : s
          )
        );
        for (const [i, m] of base.entries()) {
          expect([yearly[i]!.id, yearly[i]!.value]).toEqual([m.id, m.value]);
          if (["nrr", "grr", "quick_ratio", "logo_churn"].includes(m.id) && m.value !== null)
            expect(scaled[i]!.value).toBeCloseTo(m.value, 10);
        }
      }),
      few
    );
  });

  it("closed months are the same for any later as-of date", async () => {
    await fc.assert(
      fc.asyncProperty(companies, fc.integer({min: 1, max: 27}), async (lives, day) => {
        const early = `2025-08-${String(day).padStart(2, "0")}`;
        const closed = async (date: string) =>
          (await computeMeasures(await warehouse(rowsOf(lives), {asOf: date}))).filter(
            // Lifetime values are only made for the month that closed last.
            (m) => m.period <= "2025-07" && !m.id.startsWith("ltv_")
          );
        const [now, later] = [await closed(early), await closed(asOf)];
        const byKey = new Map(later.map((m) => [`${m.id}|${m.period}|${m.segment}`, m]));
        const moved = now.flatMap((m) => {
          const same = byKey.get(`${m.id}|${m.period}|${m.segment}`)!;
          const near = (a: number | null, b: number | null) =>
            a === null || b === null
              ? a === b
              : Math.abs(a - b) <= (m.id === "mrr" ? 0 : 1e-8 * Math.max(1, Math.abs(a)));
          const parts = ["value", "lower", "upper", "n"] as const;
          return parts.every((part) => near(m[part], same[part])) ? [] : [[m, same]];
        });
        expect(moved).toEqual([]);
      }),
      few
    );
  });

  it("accounts link from month to month, every class of movement occurs, and cohorts begin whole", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(companies, async (lives) => {
        const {engine} = await warehouse(rowsOf(lives), {asOf});
        const months = await engine.rows<{
          active: number;
          change: number;
        }>(`select month_index, sum(case when end_amount > 0 then 1 else 0 end) as active,
          sum(case class when 'new' then 1 when 'reactivation' then 1 when 'churn' then -1 else 0 end) as change from movements group by 1 order by 1`);
        for (const [i, {active, change}] of months.entries())
          expect(active).toBe((months[i - 1]?.active ?? 0) + change);
        for (const {class: name} of await engine.rows<{class: string}>("select distinct class from movements"))
          seen.add(name);
        const cohorts = await engine.rows<{
          month_index: number;
          age: number;
          accounts: number;
          active: number;
          never_left: number;
          kept: number;
          start: number;
        }>(
          `select month_index, age, accounts, active, never_left, kept_amount as kept, start_amount as start from cohort_ages order by 1, 2`
        );
        for (const [i, c] of cohorts.entries()) {
          if (c.age === 0) expect([c.active, c.never_left, c.kept]).toEqual([c.accounts, c.accounts, c.start]);
          else expect(c.never_left).toBeLessThanOrEqual(cohorts[i - 1]!.never_left);
        }
        const eligible = await engine.rows<{n: number}>(
          "select sum(accounts) as n from cohort_ages group by age order by age"
        );
        for (const [i, {n}] of eligible.entries()) expect(n).toBeLessThanOrEqual(eligible[i - 1]?.n ?? Infinity);
      }),
      few
    );
    expect([...seen].sort()).toEqual(["churn", "contraction", "expansion", "new", "none", "reactivation"]);
  });
});
