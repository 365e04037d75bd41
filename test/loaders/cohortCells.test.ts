import {expect, it} from "vitest";
import {cohortCells} from "../../loaders/results/cohortCells.js";
import {cohorts} from "../../loaders/results/cohorts.js";
import {cohortView} from "../../src/components/cohortView.js";
import {type Rows, span, warehouse} from "./company.js";

const dimensions = ["plan", "region"];
const plans = ["basic", "team", "max"];
const regions = ["Asia", "Europe"];
const planOf = (i: number) => plans[i % 3]!;
const regionOf = (i: number) => regions[i % 7 < 3 ? 0 : 1]!;

/** 180 accounts that begin over five months, pay uneven amounts, move up, leave and come back. */
function company(keep: (i: number) => boolean): Rows {
  const own = Array.from({length: 180}, (_, i) => i).filter(keep);
  const day = (month: number) => `2024-${String(month).padStart(2, "0")}-05`;
  const plan = (name: string) => ({plan_id: name});
  return {
    plans: plans.map((plan_id, i) => ({plan_id, family: plan_id, tier_rank: i + 1})),
    accounts: [...own.map((i) => ({account_id: `a${i}`, region: regionOf(i)})), {account_id: "old"}],
    subscription_periods: [
      span("old", "2024-01-01", null, 100, plan("basic")),
      ...own.flatMap((i) => {
        const first = 2 + (i % 5);
        const begin = span(`a${i}`, day(first), day(first + 1 + (i % 3)), 1000 + 37 * i, plan(planOf(i)));
        // Every fourth leaves for good, every fifth returns on the highest plan a month later.
        if (i % 4 === 0) return [begin];
        const again = first + 1 + (i % 3) + (i % 5 === 0 ? 1 : 0);
        return [begin, span(`a${i}`, day(again), null, 900 + 41 * i, plan(i % 5 === 0 ? "max" : planOf(i)))];
      })
    ]
  };
}

const settings = "settings: {segments: [region]}";
const options = {asOf: "2024-11-15", settings};

it("cells add up to the company's triangle, and money to the cent", {timeout: 60_000}, async () => {
  const {triangle, cells} = await cohorts(
    await warehouse(
      company(() => true),
      options
    ),
    dimensions
  );
  for (const rows of [cells.rows, cells.margins.plan!, cells.margins.region!]) {
    const added = triangle.totals.map(({age}) => {
      const own = rows.filter(([cohort]) => age < cells.mature[cohort]!).map(([, , , ages]) => ages[age]!);
      const sum = (i: number) => own.reduce((total, sums) => total + sums[i]!, 0);
      return [age, sum(0), sum(1) / sum(0), sum(2) / sum(0), sum(4) / sum(3), sum(5) / sum(3)];
    });
    const known = triangle.totals.map((t) => [t.age, t.accounts, t.active, t.neverLeft, t.net, t.gross]);
    expect(added).toEqual(known);
  }
  expect(triangle.totals.length).toBeGreaterThan(4);
  expect(cells.rows.some(([, keys]) => keys.includes("small groups"))).toBe(true);
});

it.each([
  ["plan", "team", (i: number) => planOf(i) === "team"],
  ["region", "Europe", (i: number) => regionOf(i) === "Europe"]
])("%s %s alone has the triangle of its accounts alone", {timeout: 60_000}, async (dimension, value, keep) => {
  const all = await cohorts(
    await warehouse(
      company(() => true),
      options
    ),
    dimensions
  );
  const found = cohortView(all, {plan: null, region: null, [dimension]: value}).triangle;
  const {rows} = await cohortCells(await warehouse(company(keep), options), [], all.triangle.grain);
  const known = rows.flatMap(([cohort, , , ages]) =>
    ages.flatMap((sums, age) => (sums ? [[cohort, age, ...sums]] : []))
  );
  expect(found.cells.map((c) => [c.cohort, c.age, c.accounts, c.active, c.neverLeft, c.start, c.end, c.kept])).toEqual(
    known
  );
  expect(known.length).toBeGreaterThan(20);
});
