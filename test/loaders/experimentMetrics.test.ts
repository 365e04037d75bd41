import {describe, expect, it} from "vitest";
import {span} from "./company.js";
import {buyers, day, event, group, plan, readOut, seen, start, summing, twoArms, values} from "./experimentRows.js";

const first = async (...asked: Parameters<typeof readOut>) => {
  const e = await readOut(...asked);
  return {e, c: e.comparisons[0]!, contrast: e.metrics[0]!.views[0]!.versus[0]!.contrast!};
};

describe("a metric of a test, from rows to the comparison", () => {
  it("conversion: 48 of 80 and 56 of 70 differ by 0.2 (0.0533 to 0.3377), p .008045, as Newcombe (1998) and hand say", async () => {
    const {c} = await first(twoArms({x: 48, n: 80}, {x: 56, n: 70}), plan());
    expect([c.eventsControl, c.nControl, c.eventsVariant, c.nVariant]).toEqual([48, 80, 56, 70]);
    expect(c.difference).toBeCloseTo(0.2, 12);
    // Pooled z: 0.2 / √(104/150 · 46/150 · (1/80 + 1/70)) = 2.650172.
    expect(c.p).toBeCloseTo(0.00804508, 8);
    expect([c.lower!.toFixed(4), c.upper!.toFixed(4)]).toEqual(["0.0533", "0.3377"]);
    expect(c.method).toBe("pooled z; Mee interval; Koopman interval");
  });

  it("mean: 1, 2, 3, 4 and 3, 4, 5, 8 by Welch, a user without rows as 0", async () => {
    const rows = {
      exposures: [...group("a", 4), ...group("b", 4)],
      events: [...values("a", [1, 2, 3, 4]), ...values("b", [3, 4, 5, 8])]
    };
    const {c, contrast} = await first(rows, plan({metrics: [summing()]}));
    // Variances 5/3 and 14/3: squared error 19/12, df (19/12)² / ((5/12)²/3 + (14/12)²/3), t = 1.986799.
    expect([c.valueControl, c.valueVariant, c.difference]).toEqual([2.5, 5, 2.5]);
    expect(contrast.squared).toBeCloseTo(19 / 12, 12);
    expect(contrast.df).toBeCloseTo(4.900452, 6);
    expect(c.p).toBeCloseTo(0.1048331, 7);
    const more = await first({...rows, exposures: [...rows.exposures, seen("a9", "a")]}, plan({metrics: [summing()]}));
    expect(more.c.valueControl).toBe(2);
  });

  it("ratio: sums are divided, not ratios of users averaged", async () => {
    const uses = (arm: string, pairs: [number, number][]) =>
      pairs.flatMap(([y, d], i) => [
        event(`${arm}${i}`, day(0, 1), "paid", {value: y}),
        event(`${arm}${i}`, day(0, 2), "opened", {value: d})
      ]);
    const rows = {
      exposures: [...group("a", 3), ...group("b", 3)],
      events: [
        ...uses("a", [
          [1, 2],
          [3, 4],
          [2, 6]
        ]),
        ...uses("b", [
          [3, 4],
          [4, 4],
          [5, 4]
        ])
      ]
    };
    const value = "case event when 'paid' then value else 0 end";
    const per = "case event when 'opened' then value else 0 end";
    const {c, contrast} = await first(rows, plan({metrics: [summing({id: "rate", kind: "ratio", value, per})]}));
    expect([c.valueControl, c.valueVariant, c.difference]).toEqual([0.5, 1, 0.5]);
    // Residuals 0, 1, −1 and −1, 0, 1: variance 1 in each arm, over 3 users and the squared mean 4² of what is divided by.
    expect(contrast.squared).toBeCloseTo(2 / 48, 12);
  });

  it("revenue: payments less refunds from the exposure on, in the reporting currency, of accounts without a licence too", async () => {
    const pay = (account_id: string, amount: number, paid_at: string, more = {}) => ({
      ...{account_id, paid_at, amount, currency: "USD", kind: "charge"},
      ...more
    });
    const accounts = (arm: string, n: number) => group(arm, n, start, {unit_type: "account"});
    const rows = {
      exposures: [...accounts("a", 2), ...accounts("b", 2)],
      fx_rates: [
        {currency: "EUR", month: "2025-01-01", rate: 1.2},
        {currency: "JPY", month: "2025-01-01", rate: 0.0065}
      ],
      payments: [
        pay("a0", 10000, day(1)),
        pay("a0", 3000, day(2), {kind: "refund"}),
        pay("a1", 9900, "2024-12-31 23:59:59"),
        pay("b0", 5000, day(1), {currency: "EUR"}),
        pay("b1", 2000, day(1), {currency: "JPY"}),
        pay("b1", 7700, day(9))
      ]
    };
    const revenue = {id: "revenue", kind: "revenue", window_hours: 168};
    const asked = plan({unit: "account", metrics: [revenue]});
    const {c} = await first(rows, asked);
    // a: 100 − 30 and 0. b: 50 € at 1.2 and ¥2,000, which has no minor unit, at 0.0065; the last is after the window.
    expect([c.valueControl, c.valueVariant]).toEqual([35, 36.5]);
    await expect(readOut({...rows, fx_rates: [rows.fx_rates[0]!]}, asked)).rejects.toThrow(
      "experiments.yaml:7: metric revenue of x counts money in JPY, which has no rate for 2025-01; add it to the fx_rates export"
    );
  });

  it("retention: a paying licence in force 90 days after the exposure", async () => {
    const licence = (account: string, until: string | null, more = {}) =>
      span(account, "2024-12-01 00:00:00", until, 1000, more);
    const rows = {
      exposures: [
        ...group("a", 3, start, {unit_type: "account"}),
        ...group("b", 3, start, {unit_type: "account"}),
        seen("b9", "b", day(60), {unit_type: "account"})
      ],
      subscription_periods: [
        licence("a0", null),
        // 90 days after the start of 2025 is 1 April.
        licence("a1", "2025-03-31 23:00:00"),
        licence("a2", null, {status: "paused"}),
        licence("b0", "2025-04-01 01:00:00"),
        licence("b1", null),
        span("b2", "2025-03-20 00:00:00", null, 500),
        licence("b9", null)
      ]
    };
    const metrics = [{id: "stay", kind: "retention", window_hours: 2160}];
    const {c} = await first(rows, plan({unit: "account", metrics}), {asOf: "2025-04-10"});
    expect([c.eventsControl, c.nControl, c.eventsVariant, c.nVariant]).toEqual([1, 3, 3, 3]);
  });

  it("quantile: medians of 0 … 99 and 10 … 109 differ by 10, each with the error of its order statistics", async () => {
    const list = (from: number) => Array.from({length: 100}, (_, i) => i + from);
    const rows = {
      exposures: [...group("a", 100), ...group("b", 100)],
      events: [...values("a", list(0)), ...values("b", list(10))]
    };
    const {c, contrast} = await first(rows, plan({metrics: [summing({kind: "quantile"})]}));
    expect([c.valueControl, c.valueVariant, c.difference]).toEqual([49.5, 59.5, 10]);
    // Order statistics 0.5 ± 1.96·0.05 apart: 99 · 0.098 · 2 / (2 · 1.96) = 4.95 an arm.
    expect(contrast.squared).toBeCloseTo(2 * 4.95 ** 2, 6);
  });

  it("cap: what a unit did counts up to the plan's cap, whatever the data", async () => {
    const rows = {
      exposures: [...group("a", 3), ...group("b", 3)],
      events: [...values("a", [1, 2, 100]), ...values("b", [1, 2, 9])]
    };
    const {e, c} = await first(rows, plan({metrics: [summing({cap: 10})]}));
    expect([c.valueControl, c.valueVariant]).toEqual([13 / 3, 4]);
    expect(e.metrics[0]!.cap).toBe(10);
  });
});

describe("a past that is taken out (CUPED)", () => {
  // Within each arm y = x + e, where e is ±1 and has nothing to do with x, which is 0 or 2; b has 1 more.
  const arm = (name: string, more: number) =>
    Array.from({length: 60}, (_, i) => {
      const [x, e] = [i % 4 < 2 ? 0 : 2, i % 2 ? 1 : -1];
      return [
        event(`${name}${i}`, "2024-12-31 12:00:00", "value", {value: x}),
        event(`${name}${i}`, day(0, 1), "value", {value: x + e + more})
      ];
    }).flat();
  const metrics = [summing({before: true})];

  it("leaves the spread of e alone, and one degree of freedom less", async () => {
    const rows = {exposures: [...group("a", 60), ...group("b", 60)], events: [...arm("a", 0), ...arm("b", 1)]};
    const {c, contrast} = await first(rows, plan({metrics}));
    expect(c.difference).toBeCloseTo(1, 12);
    // Σe² = 60 an arm: 2 · (60/59)/60, times 118/117 for θ.
    expect(contrast.squared).toBeCloseTo(4 / 117, 12);
    expect(c.method).toBe(
      "Welch t on what the past leaves (CUPED: 50% of the spread was there before); Fieller interval"
    );
  });

  it("gives new accounts, which have no past, a mean of their own", async () => {
    const exposed = (name: string) =>
      Array.from({length: 64}, (_, i) => seen(`${name}${i}`, name, start, {account_id: `${name}-${i}`}));
    const accounts = ["a", "b"].flatMap((name) =>
      Array.from({length: 64}, (_, i) => ({
        account_id: `${name}-${i}`,
        created_at: i < 60 ? "2020-01-01" : "2024-12-31"
      }))
    );
    // Four new users an arm, at 10 and 11.
    const young = ["a", "b"].flatMap((name) =>
      [60, 61, 62, 63].map((i) => event(`${name}${i}`, day(0, 1), "value", {value: name === "a" ? 10 : 11}))
    );
    const rows = {
      exposures: [...exposed("a"), ...exposed("b")],
      accounts,
      events: [...arm("a", 0), ...arm("b", 1), ...young]
    };
    const {c, contrast} = await first(rows, plan({metrics}));
    expect(c.difference).toBeCloseTo(1, 12);
    // Again Σe² = 60, over 64 units, with two covariates of 126 degrees of freedom.
    expect(contrast.squared).toBeCloseTo((2 * 60 * 126) / 124 / 63 / 64, 12);
  });

  it("is left off, with the reason, where too few units are counted", async () => {
    const rows = {
      exposures: [...group("a", 4), ...group("b", 4)],
      events: [...arm("a", 0).slice(0, 8), ...arm("b", 1).slice(0, 8)]
    };
    const {c} = await first(rows, plan({metrics}));
    expect([c.method, c.warnings]).toEqual(["Welch t; Fieller interval", ["not adjusted: 8 units are fewer than 100"]]);
  });

  it("reads a conversion with a past by one method for p, interval and decision", async () => {
    const before = buyers("a", 30, "2024-12-31 12:00:00").concat(buyers("b", 30, "2024-12-31 12:00:00"));
    const rows = twoArms({x: 30, n: 60}, {x: 40, n: 60});
    const {c, contrast} = await first(
      {...rows, events: [...rows.events!, ...before]},
      plan({
        metrics: [
          {id: "buy", kind: "conversion", table: "events", where: "event = 'buy'", window_hours: 48, before: true}
        ]
      })
    );
    expect(c.method).toMatch(/CUPED/);
    expect([c.eventsControl, c.se]).toEqual([null, Math.sqrt(contrast.squared)]);
    expect(c.lower! > 0).toBe(c.p! < 0.05);
  });
});
