import {expect, it} from "vitest";
import {lifetime} from "../../loaders/results/lifetime.js";
import {lifetimeSegments, realisedCells} from "../../loaders/results/lifetimeSegments.js";
import {computeMeasures} from "../../loaders/results/measures.js";
import type {LifetimeResult} from "../../src/components/lifetimeFigures.js";
import {lifetimeView} from "../../src/components/lifetimeView.js";
import {type Rows, span, warehouse} from "./company.js";

const dimensions = ["plan", "region"];
const plans = ["basic", "team"];
const planOf = (i: number) => plans[i % 2]!;
const regionOf = (i: number) => (i % 3 === 0 ? "Asia" : "Europe");

/** 90 accounts that begin in February 2024, some move from basic to team, some leave. */
function company(keep: (i: number) => boolean): Rows {
  const own = Array.from({length: 90}, (_, i) => i).filter(keep);
  const plan = (name: string) => ({plan_id: name});
  return {
    plans: plans.map((plan_id, i) => ({plan_id, family: plan_id, tier_rank: i + 1})),
    accounts: own.map((i) => ({account_id: `a${i}`, region: regionOf(i)})),
    subscription_periods: [
      span("old", "2024-01-01", null, 100, plan("none")),
      ...own.flatMap((i) => {
        const leaves = i % 7 === 0 ? `2024-${String(4 + (i % 5)).padStart(2, "0")}-20` : null;
        const first = 1000 + 37 * i;
        if (leaves || i % 5 > 0) return [span(`a${i}`, "2024-02-05", leaves, first, plan(planOf(i)))];
        const moved = span(`a${i}`, "2024-06-05", null, 2 * first, plan("team"));
        return [span(`a${i}`, "2024-02-05", "2024-06-05", first, plan(planOf(i))), moved];
      })
    ]
  };
}

const options = {asOf: "2025-03-31", settings: "settings: {segments: [region]}"};

it.each([
  ["plan", "basic", (i: number) => planOf(i) === "basic"],
  ["region", "Europe", (i: number) => regionOf(i) === "Europe"]
])("%s %s alone is worth what its accounts alone are", {timeout: 60_000}, async (dimension, value, keep) => {
  const w = await warehouse(
    company(() => true),
    options
  );
  const measures = await computeMeasures(w);
  const result = {
    ...(await lifetime(w)),
    simple: {value: null, lower: null, upper: null, n: 0},
    cells: await realisedCells(w, dimensions, "billed"),
    segments: await lifetimeSegments(w, dimensions, measures)
  };
  // As a page reads it.
  const shipped = JSON.parse(JSON.stringify(result)) as LifetimeResult;
  const found = lifetimeView(shipped, {plan: null, region: null, [dimension]: value}, {minCell: 5, minorPerMajor: 100});
  const own = await lifetime(await warehouse(company(keep), options));
  for (const [i, {age, value: mean, lower, upper, n}] of own.realised.entries()) {
    expect([found.realised[i]!.age, found.realised[i]!.n]).toEqual([age, n]);
    for (const [x, y] of [
      [found.realised[i]!.value, mean],
      [found.realised[i]!.lower, lower],
      [found.realised[i]!.upper, upper]
    ])
      if (y == null) expect(x).toBeNull();
      else expect(x).toBeCloseTo(y, 8);
  }
  expect(own.realised[2]!.value).toBeGreaterThan(100);
  // The blocks that are left out for the interval are dealt over other accounts, so only the value is the same.
  expect(found.restricted.value).toBeCloseTo(own.restricted.value!, 8);
  expect([found.restricted.n, found.restricted.reached]).toEqual([own.restricted.n, own.restricted.reached]);
  expect(found.renewals.map((r) => [r.termMonths, r.n, r.renewals])).toEqual(
    own.renewals.map((r) => [r.termMonths, r.n, r.renewals])
  );
  expect(found.renewals[0]!.value).toBeCloseTo(own.renewals[0]!.value!, 4);
  const simple = measures.find(
    (m) => m.id === "ltv" && m.period === "2025-03" && m.segment === `${dimension}=${value}`
  )!;
  expect(found.simple.value).toBe(simple.value);
});
