// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import type {Cube} from "../../src/components/cube.js";
import {survivalTitle} from "../../src/components/stayFigures.js";
import {SurvivalChart} from "../../src/components/survivalChart.js";
import {survivalView, type SurvivalResult} from "../../src/components/survivalView.js";
import {expectGolden} from "./golden.js";

const oldest = 24;
type Spell = [entry: number, exit: number, left: boolean, times: number];

function row(keys: string[], n: number, spells: Spell[]): (string | number)[] {
  const counts = {entered: new Array<number>(oldest + 1).fill(0), lost: [] as number[], gone: [] as number[]};
  counts.lost = [...counts.entered];
  counts.gone = [...counts.entered];
  for (const [entry, exit, left, times] of spells) {
    counts.entered[entry]! += times;
    counts.gone[exit]! += times;
    if (left) counts.lost[exit]! += times;
  }
  return ["", ...keys, n, ...counts.entered, ...counts.lost, ...counts.gone];
}

const measures = [
  "n",
  ...["entered", "lost", "gone"].flatMap((kind) => Array.from({length: oldest + 1}, (_, age) => `${kind}_${age}`))
];
// Starter: of 100 half leave at 6; 20 move up at 12. Team: those 20 enter at 12, after 40 of whom 4 left at 6.
const starter: Spell[] = [
  [0, 6, true, 50],
  [0, 12, false, 20],
  [0, 24, false, 30]
];
const team: Spell[] = [
  [0, 6, true, 4],
  [0, 24, false, 36],
  [12, 18, true, 14],
  [12, 24, false, 6]
];
const cube = (dimensions: string[], rows: Cube["rows"], margins: Record<string, Cube> = {}): Cube => ({
  ...{dimensions, measures, rows, margins}
});
const plan = cube(
  ["plan", "size_band"],
  [
    row(["Starter", "small"], 60, [
      [0, 6, true, 50],
      [0, 12, false, 10]
    ]),
    row(["Starter", "large"], 40, [
      [0, 12, false, 10],
      [0, 24, false, 30]
    ]),
    row(["Team", "small groups"], 60, team)
  ],
  {}
);
plan.margins = {
  plan: cube(["plan"], [row(["Team"], 60, team), row(["Starter"], 100, starter)]),
  size_band: cube(plan.dimensions, plan.rows)
};
const term = cube(["term"], [row(["12"], 60, team), row(["1"], 100, starter)]);
term.margins = {term: cube(["term"], term.rows)};
const result: SurvivalResult = {accounts: 140, late: 0, unknown: 0, left: 68, oldest, plan, term};
const site = {
  minCell: 5,
  tiers: [
    {name: "Starter", rank: 1},
    {name: "Team", rank: 2}
  ]
};
const none = {plan: null, size_band: null};

describe("survivalView(result, selection, site, by)", () => {
  it("gives a curve a plan, in the order of plans; a change is an exit and a late entry", () => {
    const view = survivalView(result, none, site, "plan");
    expect(view.curves.map((c) => [c.name, c.n, c.events])).toEqual([
      ["Starter", 100, 50],
      ["Team", 60, 18]
    ]);
    const [low, high] = view.curves.map((c) => new Map(c.steps.map((s) => [s.time, s])));
    expect(low!.get(6)).toMatchObject({atRisk: 100, survival: 0.5});
    expect(low!.get(13)!.atRisk).toBe(30);
    // 36 of 40 stay at 6; with the 20 that entered 56 are at risk at 18, of whom 14 leave.
    expect(high!.get(12)).toMatchObject({atRisk: 36});
    expect(high!.get(18)!.atRisk).toBe(56);
    expect(high!.get(18)!.survival).toBeCloseTo(0.9 * 0.75, 12);
    expect(view.curves[0]!.median.value).toBe(6);
    expect(view.curves[1]!.median.value).toBeNull();
    // Starter: 50 left where 100 × 54/140 + 30 × 14/86 = 43.455 were to be expected, variance 9.512: chi² 4.503.
    expect(view.p!).toBeCloseTo(0.0338, 4);
  });

  it("joins all plans without counting a change as an end", () => {
    const [all] = survivalView(result, none, site, "all").curves;
    expect(all!.steps.find(({time}) => time === 6)).toMatchObject({atRisk: 140, events: 54});
    // At 13 the 20 that changed at 12 are there still.
    expect(all!.steps.find(({time}) => time === 13)!.atRisk).toBe(86);
  });

  it("names terms, under a filter keeps to it, and says what cannot be told apart", () => {
    expect(survivalView(result, none, site, "term").curves.map((c) => c.name)).toEqual(["Monthly", "Yearly"]);
    const small = survivalView(result, {plan: null, size_band: "small"}, site, "plan");
    expect(small.curves.map((c) => [c.name, c.n])).toEqual([["Starter", 60]]);
    expect(small.leftOut).toBe(60);
  });

  it("stops a curve where fewer than ten are at risk", () => {
    const small = survivalView(result, {plan: null, size_band: "small"}, site, "plan").curves[0]!;
    expect(small.steps.at(-1)!.time).toBe(12);
    expect(small.steps.at(-1)!.atRisk).toBe(10);
  });
});

describe("survivalTitle(view)", () => {
  it("compares only where the groups differ by more than chance", () => {
    const view = survivalView(result, none, site, "plan");
    expect(survivalTitle(view)).toBe("After 2 years, 68% on Team have never left, 50% on Starter");
    expect(survivalTitle({...view, p: 0.2})).toBe("No clear difference between plans in how long accounts stay");
    expect(survivalTitle({...view, curves: []})).toBe("Too few accounts to follow yet");
    expect(survivalTitle(survivalView(result, none, site, "all"))).toBe("After 2 years, 51% have never left");
  });
});

describe("SurvivalChart(curves)", () => {
  it.each([
    ["survival-chart", 640],
    ["survival-chart-phone", 320]
  ])("%s", async (name, width) => {
    const chart = SurvivalChart(survivalView(result, none, site, "plan").curves, {width});
    expect(chart!.getAttribute("aria-label")).toMatch(/Starter: 50% after 24 months/);
    await expectGolden(chart, name);
  });

  it("is null without a curve", () => expect(SurvivalChart([], {})).toBeNull());
});
