import {describe, expect, it} from "vitest";
import {type CohortResult, type CohortRow, cohortView} from "../../src/components/cohortView.js";

/** Sums of accounts, those who pay, and money at 10 an account. */
const sums = (accounts: number, active: number) =>
  [accounts, active, active, 10 * accounts, 12 * active, 10 * active] as const;
const row = (cohort: string, keys: string[], ...ages: CohortRow[3]): CohortRow => [cohort, keys, ages[0]![0], ages];
const pooled = "small groups";
const company = {grain: 3, cells: [], totals: [], omitted: {cohorts: 1, accounts: 3}};
const result: CohortResult = {
  triangle: company,
  cells: {
    dimensions: ["plan", "region"],
    mature: {"2026-Q1": 2, "2026-Q2": 1},
    rows: [
      row("2026-Q1", ["Team", "Europe"], sums(10, 10), sums(10, 8)),
      row("2026-Q1", ["Team", "Asia"], sums(6, 6), sums(6, 3)),
      row("2026-Q1", ["Solo", "Europe"], sums(20, 20), sums(20, 5)),
      row("2026-Q1", [pooled, pooled], sums(7, 7), sums(7, 7)),
      row("2026-Q2", ["Team", "Europe"], sums(10, 10), sums(6, 6)),
      row("2026-Q2", ["Team", "Asia"], sums(8, 8), null)
    ],
    margins: {
      plan: [
        row("2026-Q1", ["Team"], sums(16, 16), sums(16, 11)),
        row("2026-Q1", ["Solo"], sums(23, 23), sums(23, 6)),
        row("2026-Q1", [pooled], sums(4, 4), sums(4, 4)),
        row("2026-Q2", ["Team"], sums(18, 18), sums(9, 8))
      ],
      region: []
    }
  }
};
const cells = (selection: Record<string, string | null>) =>
  cohortView(result, selection).triangle.cells.map((c) => [c.cohort, c.age, c.mature, c.accounts, c.active]);

describe("cohortView(result, selection)", () => {
  it("is the company's own triangle without a filter", () => {
    const view = cohortView(result, {plan: null, region: null});
    expect(view).toEqual({triangle: company, selected: false, leftOut: 0});
  });

  it("takes a single filter from the cells of that dimension, and says who cannot be told apart", () => {
    const view = cohortView(result, {plan: "Team", region: null});
    expect(cells({plan: "Team", region: null})).toEqual([
      ["2026-Q1", 0, true, 16, 16],
      ["2026-Q1", 1, true, 16, 11],
      ["2026-Q2", 0, true, 18, 18],
      ["2026-Q2", 1, false, 9, 8]
    ]);
    // Only the first quarter is old enough: 11 of 16 accounts; 132 of 160 with growth, 110 without.
    expect(view.triangle.totals[1]).toMatchObject({age: 1, cohorts: 1, accounts: 16, active: 0.6875});
    expect(view.triangle.totals[1]!.net).toBeCloseTo(0.825, 12);
    expect(view.triangle.totals[1]!.gross).toBeCloseTo(0.6875, 12);
    expect(view.leftOut).toBe(4);
  });

  it("takes several filters from the cells of all dimensions", () => {
    expect(cells({plan: "Team", region: "Asia"})).toEqual([
      ["2026-Q1", 0, true, 6, 6],
      ["2026-Q1", 1, true, 6, 3],
      ["2026-Q2", 0, true, 8, 8]
    ]);
    expect(cohortView(result, {plan: "Team", region: "Asia"}).leftOut).toBe(7);
  });

  it("adds groups up, and leaves an age out where one of them is too small to publish", () => {
    const wider = {...result, cells: {...result.cells, margins: {}}};
    const found = cohortView(wider, {plan: "Team"}).triangle.cells.map((c) => [c.cohort, c.age, c.accounts, c.active]);
    expect(found).toEqual([
      ["2026-Q1", 0, 16, 16],
      ["2026-Q1", 1, 16, 11],
      ["2026-Q2", 0, 18, 18]
    ]);
  });
});
