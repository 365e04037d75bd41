import {describe, expect, it} from "vitest";
import {lifetime} from "../../loaders/results/lifetime.js";
import {computeMeasures} from "../../loaders/results/measures.js";
import {fitSbg} from "../../src/stats/index.js";
import {type Rows, span, warehouse} from "./company.js";

const many = (n: number, make: (i: number) => Rows[string][number]) => Array.from({length: n}, (_, i) => make(i));
/** An account that pays when the exports begin, so that nobody else does. */
const old = span("old", "2016-01-01", null, 100);
const settings = (ltv: string) => `settings: {ltv: ${ltv}}`;
const measure = async (id: string, rows: Rows, asOf: string, yaml = "") =>
  (await computeMeasures(await warehouse(rows, {asOf, settings: yaml}))).find(
    (m) => m.id === id && m.segment === null && m.period === asOf.slice(0, 7)
  )!;

describe("ltv", () => {
  /** So many accounts at 100 a month, of which one leaves in the second. */
  const company = (n: number) => ({
    subscription_periods: many(n, (i) => span(`a${i}`, "2025-01-01", i === 0 ? "2025-02-10" : null, 10000))
  });

  it("is ARPA ÷ churn: 100 ÷ 5% = 2,000 (ChartMogul)", async () => {
    expect((await measure("ltv", company(20), "2025-02-28")).value).toBeCloseTo(2000, 9);
  });

  it.each([
    [40, 40],
    [100, 100]
  ])("with 1 of %i leaving a month an account stays %i months", async (n, months) => {
    expect((await measure("ltv", company(n), "2025-02-28")).value! / 100).toBeCloseTo(months, 9);
  });

  it("takes the margin in the settings, and is null where nobody left", async () => {
    const half = await measure("ltv", company(20), "2025-02-28", settings("{margin: 0.5}"));
    expect(half.value).toBeCloseTo(1000, 9);
    expect(half.method).toContain("margin of 0.5");
    const still = await measure("ltv", company(20), "2025-01-31");
    expect([still.value, still.reason]).toEqual([null, "nobody churned in 6 months"]);
  });
});

describe("ltv_restricted", () => {
  // Twelve begin in February 2016 at 100; two leave after a month. From April on each pays 160.
  const rows = {
    subscription_periods: [
      old,
      ...many(12, (i) => span(`a${i}`, "2016-02-01", i < 2 ? "2016-03-10" : "2016-04-10", 10000)),
      ...many(10, (i) => span(`a${i + 2}`, "2016-04-10", null, 16000))
    ]
  };

  it("adds up survival × revenue per account, discounted by the month, as far as ten are at risk", async () => {
    const w = await warehouse(rows, {
      asOf: "2016-04-30",
      settings: settings("{margin: 0.5, horizon_months: 12, discount_annual: 0.21}")
    });
    const {restricted} = await lifetime(w);
    const discount = 1.21 ** (-1 / 12);
    const stays = 10 / 12;
    expect(restricted.value).toBeCloseTo(0.5 * (100 + stays * 100 * discount + stays * 160 * discount ** 2), 9);
    expect(restricted).toMatchObject({reached: 3, horizon: 12, n: 12});
    expect(restricted.lower!).toBeLessThan(restricted.value!);
    expect(restricted.upper!).toBeGreaterThan(restricted.value!);
  });

  it("ends at the horizon, and has no value under ten accounts", async () => {
    const one = await warehouse(rows, {asOf: "2016-04-30", settings: settings("{horizon_months: 1}")});
    expect((await lifetime(one)).restricted).toMatchObject({value: 100, reached: 1});
    const few = {subscription_periods: [old, ...many(9, (i) => span(`a${i}`, "2016-02-01", null, 10000))]};
    const none = (await lifetime(await warehouse(few, {asOf: "2016-04-30"}))).restricted;
    expect(none).toMatchObject({value: null, lower: null, reached: 0, n: 9});
    expect(none.reason).toMatch(/10 accounts/);
  });
});

describe("ltv_sbg", () => {
  /** Customers of Fader and Hardie's High End segment (2007), by the year from February 2016: how many are left at each renewal. */
  const left = [1000, 869, 743, 653, 593, 551, 517, 491];
  const gone = left.flatMap((n, r) => Array.from({length: n - (left[r + 1] ?? 0)}, () => r + 1));
  const rows = (renewals: number) => ({
    subscription_periods: [
      old,
      ...gone.map((r, i) =>
        span(`a${i}`, "2016-02-10", r > renewals ? null : `${2016 + r}-02-10`, 120000, {interval_unit: "year"})
      )
    ]
  });

  it("is a year's revenue × the discounted expected years of the published fit", {timeout: 60_000}, async () => {
    const w = await warehouse(rows(7), {asOf: "2023-02-28", settings: settings("{discount_annual: 0.1}")});
    const [yearly] = (await lifetime(w)).renewals;
    expect(yearly).toMatchObject({termMonths: 12, renewals: 7, status: "converged", n: 1000});
    // alpha .6681, beta 3.8061 and 5.922 discounted years: metrics as published, and recomputed from the published data.
    expect(yearly!.alpha!).toBeCloseTo(0.6681, 3);
    expect(yearly!.beta!).toBeCloseTo(3.8061, 2);
    expect(yearly!.value! / 1200).toBeCloseTo(5.922, 2);
    expect(yearly!.fit!.renewal).toBe(7);
    expect(yearly!.fit!.seen).toBeCloseTo(0.491, 9);
  });

  it("is refused under three renewals, with the reason", {timeout: 60_000}, async () => {
    const [yearly] = (await lifetime(await warehouse(rows(2), {asOf: "2018-02-28"}))).renewals;
    expect(yearly).toMatchObject({
      value: null,
      status: "refused",
      renewals: 2,
      reason: "2 of at least 3 renewals seen"
    });
  });
});

describe("ltv_sbg of few accounts", () => {
  const monthly = async (spans: Rows[string], asOf: string) =>
    (await lifetime(await warehouse({subscription_periods: [old, ...spans]}, {asOf}))).renewals[0]!;
  /** So many that begin in April 2016, of whom so many are gone a month later, two months later … */
  const since = (n: number, lost: number[]) => {
    const gone = lost.flatMap((count, i) => Array.from({length: count}, () => `2016-0${5 + i}-05`));
    return many(n, (i) => span(`a${i}`, "2016-04-10", gone[i] ?? null, 10000));
  };

  it("is refused where fewer than three renewals were up for ten accounts, though one account saw more", async () => {
    // Up for the first renewal 30, of whom 9 left; for the second 21; for the third and fourth only the early one.
    const found = await monthly([span("early", "2016-02-10", null, 10000), ...since(29, [9])], "2016-06-30");
    expect(found).toMatchObject({value: null, lower: null, alpha: null, fit: null, status: "refused", n: 30});
    expect(found.reason).toBe("2 of at least 3 renewals that 10 accounts or more could make");
  });

  it("is fitted to the renewals of ten accounts or more, and called unstable under five of them", async () => {
    // The early one leaves at its fifth renewal, which nobody else has come to.
    const early = span("early", "2016-02-10", "2016-07-05", 10000);
    const found = await monthly([early, ...since(30, [9, 3, 2, 1])], "2016-08-31");
    const rows = [[31, 9] as const, [22, 3] as const, [19, 2] as const, [17, 1] as const];
    const right = fitSbg(rows.map(([atRisk, lost], i) => ({renewal: i + 1, atRisk, lost})))!;
    expect(found).toMatchObject({status: "converged", renewals: 4, isUnstable: true});
    expect([found.alpha!, found.beta!]).toEqual([right.alpha, right.beta]);
    expect(found.fit).toMatchObject({renewal: 4});
    const longer = await monthly(since(30, [9, 3, 2, 1]), "2016-09-30");
    expect(longer).toMatchObject({status: "converged", renewals: 5, isUnstable: false});
  });

  it("is refused where the model says that each account leaves at its first renewal or never", async () => {
    const found = await monthly(since(30, [9]), "2016-08-31");
    expect(found).toMatchObject({value: null, lower: null, status: "divided", isUnstable: false});
    expect(found.reason).toMatch(/leaves at its first renewal or never$/);
  });
});

describe("ltv_realised", () => {
  it("is monthly revenue added up where there are no payments, and says so", async () => {
    const rows = {subscription_periods: [old, ...many(5, (i) => span(`a${i}`, "2016-02-01", null, 10000 * (i + 1)))]};
    const {realised, fromPayments} = await lifetime(await warehouse(rows, {asOf: "2017-02-28"}));
    expect(fromPayments).toBe(false);
    // Twelve months at 100 to 500; t(4) = 2.7764 and the standard deviation of 1,200 to 6,000 is 1,897.37.
    const year = realised.find(({age}) => age === 12)!;
    expect(year.value).toBeCloseTo(3600, 9);
    expect(year.upper! - year.value!).toBeCloseTo((2.776445 * 1897.3666) / Math.sqrt(5), 2);
    expect(realised.find(({age}) => age === 24)).toMatchObject({
      value: null,
      reason: "fewer than 5 accounts are 24 months old"
    });
  });
});
