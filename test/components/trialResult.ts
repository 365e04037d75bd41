import type {TrialCube} from "../../src/components/trialCounts.js";
import type {TrialsResult} from "../../src/components/trialsView.js";

export const dimensions = ["source", "plan"];
type Cells = TrialCube["cells"];

export function cube(cells: Cells): TrialCube {
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

export function result(cells: Partial<TrialsResult["cells"]>): TrialsResult {
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

export const all = {source: null, plan: null};
