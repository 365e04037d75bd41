import {describe, expect, it} from "vitest";
import {cohorts} from "../../loaders/results/cohorts.js";
import {type CohortAge, triangle} from "../../loaders/results/triangle.js";
import {type CohortCell, cohortTotals} from "../../src/stats/index.js";
import {span, warehouse} from "./company.js";

/** Gross retention of 16 monthly cohorts, percent by month; GP Bullhound, CFO handbook (a published triangle). */
const sizes = [
  54701, 44136, 55887, 46883, 49531, 63112, 63888, 63112, 64986, 56902, 57113, 57561, 72004, 75163, 75864, 75693
];
const percents = `100 98 96 93 91 91 89 89 89 87 85 85 77 75 | 100 97 97 95 94 92 90 88 86 85 83 83 74 72 |
100 98 96 94 92 92 92 90 87 85 84 83 76 75 | 100 98 97 95 93 91 90 88 88 86 85 85 78 | 100 100 98 97 97 95 93 92 92 90 88 87 |
100 98 96 95 94 92 92 91 90 90 90 | 100 100 99 99 99 99 97 96 95 95 | 100 99 99 97 96 95 95 95 95 | 100 99 98 98 98 96 95 95 |
100 100 100 100 99 99 99 | 100 99 99 99 99 99 | 100 100 100 99 99 | 100 100 100 99 | 100 99 99 | 100 100 | 100`
  .split("|")
  .map((row) => row.trim().split(/\s+/).map(Number));

const cell = (cohort: string, age: number, start: number, kept: number, mature = true): CohortCell => ({
  ...{cohort, age, mature, accounts: start, active: kept, neverLeft: kept, start, end: kept, kept}
});

describe("cohortTotals(cells)", () => {
  const cells = percents.flatMap((row, i) => row.map((p, age) => cell(`c${i}`, age, sizes[i]!, (sizes[i]! * p) / 100)));

  it("gives the published weighted row of a published triangle, to 0.7 points", () => {
    const published = [100, 99, 98, 97, 96, 95, 94, 92, 91, 89, 86, 84, 76, 74];
    const gross = cohortTotals(cells).map((t) => 100 * t.gross!);
    expect(gross).toHaveLength(published.length);
    for (const [age, p] of published.entries()) expect(Math.abs(gross[age]! - p)).toBeLessThanOrEqual(0.7);
    // The row recomputed from the published cells.
    const exact = [100, 99.07, 98.23, 97.06, 96.05, 94.81, 93.43, 91.88, 90.55, 88.59, 86.02, 84.6, 76.3, 74.14];
    for (const [age, p] of exact.entries()) expect(gross[age]).toBeCloseTo(p, 1);
  });

  it("divides by the cohorts old enough, not by all: what is immature is in neither part", () => {
    const young = [cell("a", 1, 100, 80), cell("b", 1, 50, 10, false), cell("b", 0, 100, 100)];
    const [, first] = cohortTotals(young);
    expect(first).toMatchObject({age: 1, cohorts: 1, accounts: 100, active: 0.8, gross: 0.8});
    // By all cohorts the published triangle would read 91.4 at month 1 and 11.7 at month 13.
    const all = sizes.reduce((sum, n) => sum + n, 0);
    const kept = (age: number) => cells.filter((c) => c.age === age).reduce((sum, c) => sum + c.kept, 0);
    expect((100 * kept(1)) / all).toBeCloseTo(91.4, 0);
    expect((100 * kept(13)) / all).toBeCloseTo(11.7, 1);
  });
});

describe("triangle(rows, least)", () => {
  const months = (accounts: number[], last: number): CohortAge[] =>
    accounts.flatMap((n, i) =>
      Array.from({length: last - i + 1}, (_, age) => ({
        ...{index: 24000 + i, age, closed: true, accounts: n, active: n, neverLeft: n, start: n, end: n, kept: n}
      }))
    );

  it("takes months where the middle cohort has 30 accounts, else quarters, else years", () => {
    expect(triangle(months([30, 30, 9], 5), 5).grain).toBe(1);
    expect(triangle(months([10, 10, 10, 10, 10, 10], 5), 5).grain).toBe(3);
    expect(triangle(months([2, 2, 2], 5), 5).grain).toBe(12);
  });

  it("a quarter is mature at an age once the accounts of its last month are, each by its own first month", () => {
    // January to June 2000, 10 accounts each; the last closed month is June.
    const {cells} = triangle(months([10, 10, 10, 10, 10, 10], 5), 5);
    expect(cells.map((c) => [c.cohort, c.age, c.accounts, c.mature])).toEqual([
      ["2000-Q1", 0, 30, true],
      ["2000-Q1", 1, 30, true],
      ["2000-Q2", 0, 30, true]
    ]);
    const early = triangle(months([10, 10, 10, 10, 10], 4), 5).cells;
    expect(early.map((c) => [c.cohort, c.age, c.accounts, c.mature])).toEqual([
      ["2000-Q1", 0, 30, true],
      ["2000-Q1", 1, 20, false],
      ["2000-Q2", 0, 20, false]
    ]);
  });

  it("leaves cohorts under the smallest size out of rows and totals, and says how many", () => {
    const {cells, totals, omitted} = triangle(months([40, 4, 40], 3), 5);
    expect(omitted).toEqual({cohorts: 1, accounts: 4});
    expect(cells.some((c) => c.accounts === 4)).toBe(false);
    expect(totals[0]!.accounts).toBe(80);
  });
});

it("cohorts(w) marks the open month as immature and leaves out those who paid when the exports begin", async () => {
  const accounts = Array.from({length: 30}, (_, i) => i);
  const rows = {
    subscription_periods: [
      ...accounts.map((i) => span(`old${i}`, "2024-01-01", null, 100)),
      // All pay 200 in February; six stop in March, and six more pay half as much and then nothing in April.
      ...accounts.map((i) => span(`new${i}`, "2024-02-10", i < 6 ? "2024-03-20" : i < 12 ? "2024-03-10" : null, 200)),
      ...accounts.slice(6, 12).map((i) => span(`new${i}`, "2024-03-10", "2024-04-02", 100))
    ]
  };
  const {triangle: found} = await cohorts(await warehouse(rows, {asOf: "2024-04-15"}));
  expect(found.grain).toBe(1);
  const shares = found.cells.map((c) => [c.cohort, c.age, c.mature, c.active / c.accounts, c.kept / c.start]);
  expect(shares).toEqual([
    ["2024-02", 0, true, 1, 1],
    ["2024-02", 1, true, 24 / 30, (18 * 200 + 6 * 100) / (30 * 200)],
    ["2024-02", 2, false, 18 / 30, 18 / 30]
  ]);
  expect(found.totals.map((t) => t.age)).toEqual([0, 1]);
});
