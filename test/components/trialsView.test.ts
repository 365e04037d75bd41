// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import {CohortBars} from "../../src/components/cohortBars.js";
import type {Context} from "../../src/components/context.js";
import {LineChart} from "../../src/components/lineChart.js";
import {StepCurve} from "../../src/components/stepCurve.js";
import {countsFor, type TrialCube} from "../../src/components/trialCounts.js";
import {ConversionFigure} from "../../src/components/trialsFigures.js";
import {trialsView, type TrialsResult} from "../../src/components/trialsView.js";
import {MinutesFigure, winsTitle} from "../../src/components/trialsWinsFigures.js";
import {newcombe, wilson} from "../../src/stats/index.js";
import {expectGolden} from "./golden.js";

const dimensions = ["source", "plan"];
type Cells = TrialCube["cells"];

function cube(cells: Cells): TrialCube {
  const margin = (i: number) =>
    [...new Set(cells.map(({keys}) => keys[i]!))].map((key) => {
      const values: Record<string, number> = {};
      for (const cell of cells.filter(({keys}) => keys[i] === key))
        for (const [name, count] of Object.entries(cell.values)) values[name] = (values[name] ?? 0) + count;
      return {keys: [key], values};
    });
  return {dimensions, cells, margins: {source: margin(0), plan: margin(1)}};
}

const empty = cube([]);
// July and August of the months below, and what is open in October.
const year = cube([
  {keys: ["ads", "Team"], values: {n: 28, begun: 20, paid: 5, pending: 7}},
  {keys: ["sales", "Team"], values: {n: 14, begun: 14, paid: 5}}
]);
const measure = {value: null} as unknown as TrialsResult["open"];

function result(cells: Partial<TrialsResult["cells"]>): TrialsResult {
  return {
    windowDays: 45,
    landmarkDays: [3, 7],
    effortMinutes: [15, 30],
    afterDays: [90],
    milestones: [
      {id: "project", name: "First project"},
      {id: "invite", name: "Teammate invited"}
    ],
    firstWin: "First project",
    dimensions,
    values: {source: ["ads", "sales"], plan: ["Team"]},
    months: {
      dimensions,
      measures: ["n", "converted", "pending", "abandoned", "mature"],
      rows: [
        ["2026-07", "ads", "Team", 20, 5, 0, 15, 20],
        ["2026-07", "sales", "Team", 10, 4, 0, 6, 10],
        ["2026-08", "sales", "Team", 4, 1, 0, 3, 4],
        ["2026-10", "ads", "Team", 8, 1, 7, 0, 0]
      ]
    },
    cells: {year, times: empty, wins: empty, setup: empty, after: empty, feedback: empty, ...cells},
    cohorts: [],
    headline: measure,
    open: measure,
    time: measure,
    pendingNow: 7,
    runningNow: 3
  };
}

const all = {source: null, plan: null};

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
    expect(one.groups.map(({name}) => name)).toEqual(["Team"]);
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

  it("compares trials by what they had reached, adjusts p over all of them, and leaves out small groups", () => {
    const wins = cube([
      {
        keys: ["ads", "Team"],
        values: {
          ...{n: 100, "project|3|reached": 40, "project|3|reached|paid": 20},
          ...{"project|3|not reached": 55, "project|3|not reached|paid": 8, "project|3|earlier": 5},
          ...{"project|7|reached": 50, "project|7|reached|paid": 15, "project|7|not reached": 45},
          ...{"project|7|not reached|paid": 12, "invite|3|reached": 4, "invite|3|not reached": 91}
        }
      }
    ]);
    const {wins: rows} = trialsView(result({wins}), all, 5);
    expect(rows.map(({name, day, earlier}) => [name, day, earlier])).toEqual([
      ["First project", 3, 5],
      ["First project", 7, 0]
    ]);
    const [clear, unclear] = rows;
    expect(clear!.reached).toMatchObject({value: 0.5, n: 40, lower: wilson(20, 40)![0], upper: wilson(20, 40)![1]});
    expect(clear!.difference.value).toBeCloseTo(20 / 40 - 8 / 55, 12);
    // Mee's interval is near Newcombe's, which is made another way.
    const near = newcombe({x: 8, n: 55}, {x: 20, n: 40})!;
    expect(Math.abs(clear!.difference.lower! - near[0])).toBeLessThan(0.03);
    expect(Math.abs(clear!.difference.upper! - near[1])).toBeLessThan(0.03);
    // Pooled z of 20/40 against 8/55 is 3.74, p = 0.00018, twice that for the smaller of two.
    expect(clear!.p).toBeCloseTo(0.00037, 4);
    expect(unclear!.p).toBeGreaterThan(0.5);
    expect(winsTitle(rows)).toBe("Trials that reach “First project” by day 3 are paid for more often");
    expect(winsTitle(rows.slice(0, 1))).toBe("Trials that reach any of these early are paid for more often");
    expect(winsTitle(rows.slice(1))).toBe("No early win clearly tells which trials are paid for");
    const named = (name: string, day: number, row = clear!) => ({...row, name, day});
    const two = [named("First project", 3), named("First project", 7), named("Teammate invited", 7)];
    expect(winsTitle([...two, unclear!])).toBe(
      "Trials that reach “First project” or “Teammate invited” early are paid for more often"
    );
    expect(winsTitle([...two, named("Import", 3), unclear!])).toBe(
      "Trials with any of 3 early wins are paid for more often"
    );
    const down = {...clear!, difference: {...clear!.difference, value: -0.2}};
    expect(winsTitle([...two, down])).toBe("Some early wins go with being paid for more often, some with less often");
    expect(winsTitle([down, unclear!])).toBe("Trials that reach “First project” by day 3 are paid for less often");
    expect(winsTitle([])).toBe("No early win can be compared yet");
  });

  it("a trial that ended without a first win is never counted as one that may still have it", () => {
    const setup = cube([
      {
        keys: ["ads", "Team"],
        values: {
          n: 40,
          "won|10": 10,
          "ended|10": 10,
          "won|20": 10,
          "ended|30": 5,
          "won|45": 3,
          "ended|60": 2,
          "effort|none": 3
        }
      }
    ]);
    const {minutes, effort} = trialsView(result({setup}), all, 5);
    expect(minutes).toMatchObject({trials: 40, won: 23});
    // All have ended, so the curve is the plain share: 10, 20 and 23 of 40; three quarters never get there.
    expect(minutes.quartiles.map(({value}) => value)).toEqual([10, 20, null]);
    expect(minutes.curve.map(({at}) => at)).toEqual([10, 20, 30, 45, 60]);
    [10 / 40, 20 / 40, 20 / 40, 23 / 40, 23 / 40].forEach((share, i) =>
      expect(minutes.curve[i]!.value).toBeCloseTo(share, 12)
    );
    expect(effort).toEqual([]);
    const site = {missing: [], currency: "USD"} as unknown as Context["site"];
    const text = MinutesFigure(trialsView(result({setup}), all, 5), result({}), {
      site,
      queries: {}
    } as unknown as Context).textContent!;
    expect(text).toContain("Half of all trials reach their first project within 20 minutes of setup");
    expect(text).toContain("n/a: fewer than three quarters get there");
  });

  it("counts a trial that still runs up to the minutes it has spent", () => {
    const setup = cube([
      {keys: ["ads", "Team"], values: {n: 40, "won|10": 10, "open|10": 10, "ended|15": 5, "won|20": 10, "ended|30": 5}}
    ]);
    const {minutes} = trialsView(result({setup}), all, 5);
    // 10/40 by 10 minutes leaves 3/4; of the 20 then left 5 end, leaving 3/4 × 15/20; of 15, 10 win: 1/4 + 9/16 × 10/15 = 5/8.
    expect(minutes.curve.map(({at}) => at)).toEqual([10, 15, 20]);
    [0.25, 0.25, 0.625].forEach((share, i) => expect(minutes.curve[i]!.value).toBeCloseTo(share, 12));
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
