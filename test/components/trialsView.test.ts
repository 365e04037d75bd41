// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import {CohortBars} from "../../src/components/cohortBars.js";
import type {Context} from "../../src/components/context.js";
import {LineChart} from "../../src/components/lineChart.js";
import {StepCurve} from "../../src/components/stepCurve.js";
import {countsFor, type TrialCube} from "../../src/components/trialCounts.js";
import {ConversionFigure} from "../../src/components/trialsFigures.js";
import {openRows} from "../../src/components/rowPicks.js";
import {trialsView} from "../../src/components/trialsView.js";
import {wilson} from "../../src/stats/index.js";
import {expectGolden} from "./golden.js";
import {all, cube, dimensions, result} from "./trialResult.js";

describe("trialsView", () => {
  it("adds months up over a selection and gives those still open no rate", () => {
    const {cohorts, paid, pending, groups} = trialsView(result({}), all, 5);
    expect(cohorts.map(({month, started, rate}) => [month, started, rate])).toEqual([
      ["2026-07", 30, 9 / 30],
      ["2026-08", 4, 1 / 4],
      ["2026-09", 0, null],
      ["2026-10", 8, null]
    ]);
    expect(paid).toMatchObject({value: 10 / 34, n: 34, lower: wilson(10, 34)![0]});
    expect(pending).toBe(7);
    expect(groups.map(({name, value, n}) => [name, value, n])).toEqual([
      ["ads", 5 / 20, 20],
      ["sales", 5 / 14, 14],
      ["Team", 10 / 34, 34]
    ]);
    const one = trialsView(result({}), {source: "sales", plan: null}, 5);
    expect(one.paid).toMatchObject({value: 5 / 14, n: 14});
    expect(openRows(one.groups).map(({name}) => name)).toEqual(["Team"]);
    expect(one.groups.filter(({pick}) => pick?.chosen).map(({name}) => name)).toEqual(["sales"]);
  });

  it("shows no months where more of them is hidden than seen, but still the year", () => {
    const some = result({});
    some.months.rows.push(["2026-07", "sales", "small groups", 60, 1, 0, 59, 60]);
    const {cohorts, leftOut, paid} = trialsView(some, {source: "sales", plan: "Team"}, 5);
    expect([cohorts, leftOut.cohorts]).toEqual([[], 60]);
    expect(paid).toMatchObject({value: 5 / 14, n: 14});
  });

  it("keeps the place of a month that is too small to show, and breaks the line there", () => {
    const some = result({});
    some.months.rows = [
      ["2026-04", "sales", "Team", 20, 5, 0, 15, 20],
      ["2026-05", "sales", "Team", 10, 4, 0, 6, 10],
      ["2026-06", "small groups", "Team", 6, 1, 0, 5, 6],
      ["2026-07", "ads", "Team", 9, 3, 0, 6, 9],
      ["2026-08", "sales", "Team", 8, 2, 0, 6, 8]
    ];
    const seen = trialsView(some, {source: "sales", plan: null}, 5);
    expect(seen.cohorts.map(({month, started, rate, hidden}) => [month, started, rate, hidden])).toEqual([
      ["2026-04", 20, 5 / 20, false],
      ["2026-05", 10, 4 / 10, false],
      ["2026-06", 0, null, true],
      ["2026-07", 0, null, false],
      ["2026-08", 8, 2 / 8, false]
    ]);
    const bars = CohortBars(seen.cohorts, {width: 640})!;
    expect(bars.textContent).toContain("– too few to show");
    expect(bars.textContent).toContain("Jul 2026");
    expect(CohortBars(seen.cohorts.slice(0, 2))!.textContent).not.toContain("too few to show");
    const values = seen.cohorts.map(({month, rate}) => ({period: month, value: rate}));
    const pieces = (breaks: boolean) =>
      [...LineChart([{name: "x", values}], {unit: "rate", breaks})!.querySelectorAll("path")]
        .map((path) => path.getAttribute("d") ?? "")
        .find((d) => d.startsWith("M") && d.includes("L"))!
        .split("M").length - 1;
    expect([pieces(false), pieces(true)]).toEqual([1, 2]);
    const site = {missing: [], currency: "USD"} as unknown as Context["site"];
    const text = ConversionFigure(seen, some, {site, queries: {}} as unknown as Context).textContent!;
    expect(text).toContain("25.0% in Aug 2026 (8 trials)");
    expect(text).toContain("The line is broken where a month has too few trials to show.");
  });

  it("draws the share paid for by day; with every window over its end is the share", () => {
    const times = cube([
      {keys: ["ads", "Team"], values: {n: 30, "paid|3": 6, "paid|14": 4, "paid|45": 2, "unpaid|45": 18}},
      {keys: ["sales", "Team"], values: {n: 10, "open|5": 10}}
    ]);
    const ads = trialsView(result({times}), {source: "ads", plan: null}, 5);
    expect(ads.curve.map(({at, atRisk}) => [at, atRisk])).toEqual([
      [3, 30],
      [14, 24],
      [45, 20]
    ]);
    [6 / 30, 10 / 30, 12 / 30].forEach((share, i) => expect(ads.curve[i]!.value).toBeCloseTo(share, 12));
    // With ten open at day 5: 6/40 by day 3, then 4 of the 24 left and 2 of 20: 1 − (34/40)(20/24)(18/20).
    const both = trialsView(result({times}), all, 5);
    expect([both.trials, both.open]).toEqual([40, 10]);
    expect(both.curve.at(-1)!.value).toBeCloseTo(1 - (34 / 40) * (20 / 24) * (18 / 20), 12);
  });

  it("counts who still pays, and what those who answered say", () => {
    const after = cube([
      {keys: ["ads", "Team"], values: {n: 20, "90|same tier": 14, "90|higher tier": 2, "90|not paying": 4}}
    ]);
    const feedback = cube([
      {
        keys: ["ads", "Team"],
        values: {
          ...{n: 30, "converted|asked": 20, "converted|answered": 10, "converted|favourable": 8},
          ...{"abandoned|asked": 10, "abandoned|answered": 4, "abandoned|favourable": 1}
        }
      }
    ]);
    const seen = trialsView(result({after, feedback}), all, 5);
    expect(seen.after).toMatchObject([
      {day: 90, paying: {value: 16 / 20, n: 20}, holds: {higher: 2, same: 14, lower: 0, gone: 4}}
    ]);
    expect(seen.feedback).toMatchObject([
      {outcome: "converted", asked: 20, answered: {value: 0.5}, favourable: {value: 0.8, n: 10}}
    ]);
  });
});

describe("countsFor", () => {
  const pooled: TrialCube = {
    dimensions,
    cells: [
      {keys: ["ads", "Team"], values: {n: 9, x: 4}},
      {keys: ["ads", "small groups"], values: {n: 6, x: 2}}
    ],
    margins: {plan: [{keys: ["Team"], values: {n: 12, x: 5}}]}
  };

  it("takes a single filter from its margin, and says how many accounts it cannot place", () => {
    expect(countsFor(pooled, all)).toEqual({values: {n: 15, x: 6}, leftOut: 0});
    expect(countsFor(pooled, {source: null, plan: "Team"})).toEqual({values: {n: 12, x: 5}, leftOut: 0});
    expect(countsFor(pooled, {source: "ads", plan: "Team"})).toEqual({values: {n: 9, x: 4}, leftOut: 6});
    expect(countsFor(pooled, {source: "sales", plan: "Team"})).toEqual({values: {}, leftOut: 0});
  });
});

describe("StepCurve", () => {
  it("draws steps, their band and the number at risk", async () => {
    const points = [
      {at: 3, value: 0.1, lower: 0.05, upper: 0.17, atRisk: 80},
      {at: 14, value: 0.2, lower: 0.13, upper: 0.29, atRisk: 60},
      {at: 40, value: 0.25, lower: 0.17, upper: 0.35, atRisk: 22}
    ];
    await expectGolden(StepCurve(points, {width: 520, axis: "days since the start", end: 45}), "step-curve");
    expect(StepCurve(points.slice(1), {axis: "days", label: "x"})).not.toBeNull();
    expect(StepCurve([], {axis: "days"})).toBeNull();
  });
});
