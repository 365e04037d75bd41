import {describe, expect, it} from "vitest";
import type {LifetimeResult} from "../../src/components/lifetimeFigures.js";
import {lifetimeView} from "../../src/components/lifetimeView.js";

const value = (n: number, value: number | null) => ({value, lower: value, upper: value, n});
const measures = ["n", "known", "sum_v", "mean_v", "vv"];
const company = {
  realised: [
    {age: 12, ...value(16, 1000)},
    {age: 24, ...value(5, 2000)}
  ],
  restricted: {...value(90, 3000), horizon: 36, reached: 20},
  renewals: [{termMonths: 1, renewals: 9, isUnstable: false, status: "converged", fit: null, ...value(60, 1500)}],
  simple: value(500, 800)
};
const result: LifetimeResult = {
  ...company,
  margin: 0.5,
  discountAnnual: 0.1,
  fromPayments: true,
  cells: {
    dimensions: ["plan", "region"],
    measures,
    rows: [
      // 100, 200, 300, 400, 500 and 200, 300, 400: together 300 on average, with squares of 100,000 + 20,000 around it.
      ["12", "Team", "Asia", 5, 5, 1500, 300, 100_000],
      ["12", "Team", "Europe", 3, 3, 900, 300, 20_000],
      ["12", "small groups", "small groups", 4, 4, 400, 100, 0],
      ["24", "Team", "Asia", 5, 4, 1500, 300, 100_000]
    ],
    margins: {
      plan: {
        dimensions: ["plan"],
        measures,
        rows: [
          ["12", "Team", 8, 8, 2400, 300, 120_000],
          ["24", "small groups", 3, 3, 300, 100, 0]
        ]
      }
    }
  },
  segments: [
    {
      ...{dimension: "plan", value: "Team", renewals: [], simple: null},
      restricted: {...value(40, 700), horizon: 36, reached: 12}
    }
  ]
};
const site = {minCell: 5, minorPerMajor: 100};
const view = (plan: string | null, region: string | null) => lifetimeView(result, {plan, region}, site);

describe("lifetimeView(result, selection, site)", () => {
  it("is the company's without a filter", () => {
    expect(view(null, null)).toMatchObject({...company, filters: 0});
  });

  it("gives the mean and t interval of a single filter's accounts, and that value's own curve", () => {
    const {realised, restricted, renewals, simple, filters} = view("Team", null);
    // 3.00 × margin of 0.5; t(7) = 2.364624 and the standard deviation is √(120000 ÷ 7) = 130.931.
    expect(realised[0]).toMatchObject({age: 12, value: 1.5, n: 8, leftOut: 0});
    expect(realised[0]!.upper! - 1.5).toBeCloseTo((0.005 * 2.364624 * 130.93073) / Math.sqrt(8), 6);
    expect(realised[1]).toMatchObject({value: null, n: 0, leftOut: 3, reason: "the groups here are too small to show"});
    expect([restricted.value, renewals.length, simple.reason, filters]).toEqual([
      700,
      0,
      "fewer than 5 accounts pay now",
      1
    ]);
  });

  it("gives only what was realised under several filters, and says that the rest is for one at a time", () => {
    const {realised, restricted, simple, filters} = view("Team", "Asia");
    expect(realised[0]).toMatchObject({value: 1.5, n: 5, leftOut: 4});
    expect(realised[1]).toMatchObject({value: null, reason: "a payment has no exchange rate"});
    expect([restricted.value, restricted.reason, simple.value, filters]).toEqual([
      null,
      "computed for one filter at a time",
      null,
      2
    ]);
  });

  it("has no value where too few accounts are left", () => {
    expect(view("Solo", null).restricted.reason).toBe("fewer than 5 accounts");
  });
});
