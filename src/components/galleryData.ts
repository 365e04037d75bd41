import type {Tile} from "./measureTile.js";
import type {Bridge} from "./bridgeChart.js";
import type {Triangle} from "./triangleChart.js";
import type {SurvivalCurve} from "./survivalView.js";

// Numbers made up for the gallery, small enough to read.
const wave = (i: number): number => 1 + 0.06 * Math.sin(i / 2);
const month = (i: number): string => `2026-${String(i + 1).padStart(2, "0")}`;
const range = (n: number): number[] => Array.from({length: n}, (_, i) => i);

export const lines = [
  {
    name: "Net",
    values: range(10).map((i) => ({
      ...{period: month(i), value: wave(i), lower: wave(i) - 0.05, upper: wave(i) + 0.05},
      mature: i < 9
    }))
  }
];
export const groups = [
  {name: "Starter", group: "Plan", value: 0.87, lower: 0.78, upper: 0.97, n: 142, color: "var(--tier-1)"},
  {name: "Enterprise", group: "Plan", value: 1.11, lower: 1.03, upper: 1.2, n: 78, color: "var(--tier-4)"},
  {name: "North America", group: "Region", value: 1.02, lower: 0.95, upper: 1.1, n: 183}
];
export const bars = [
  {name: "Team → Business", value: 21, detail: "+$4.69k"},
  {name: "Business → Team", value: 5, detail: "−$2.12k", color: "var(--contraction)"}
];
export const bridge: Bridge = {
  ...{from: "2025-10", to: "2026-10", start: 40_000_000, new: 11_000_000, expansion: 7_000_000},
  ...{reactivation: 1_000_000, contraction: 1_500_000, churn: 3_000_000, fx: 100_000, end: 54_600_000}
};
export const causes = [
  {name: "Seats", expansion: 4_470_000, contraction: -704_000},
  {name: "Usage", expansion: 188_000, contraction: -151_000, outside: true}
];
export const cohorts = range(6).map((i) => ({
  ...{month: month(i + 4), started: 36 + i, converted: 9 + i, pending: i === 5 ? 12 : 0},
  ...{abandoned: i === 5 ? 15 : 27, mature: i < 5, rate: i < 5 ? (9 + i) / (36 + i) : null, lower: null, upper: null}
}));
export const events = range(9).map((i) => {
  const value = i < 4 ? 0.005 * (i - 3) : 0.01 * (i - 3);
  return {
    event: i - 4,
    value,
    lower: value - 0.03,
    upper: value + 0.03,
    allLower: value - 0.04,
    allUpper: value + 0.04
  };
});
export const heatRows = [
  {id: "trial", name: "Trial"},
  {id: "active", name: "In use"}
];
export const heat = heatRows.flatMap(({id}, k) =>
  range(8).map((i) => ({
    row: id,
    column: `2026-09-${String(1 + 3 * i).padStart(2, "0")}`,
    value: i === 3 ? null : 0.5 + 0.2 * ((i * (k + 2)) % 5)
  }))
);
const rising = (top: number) =>
  range(13).map((time) => {
    const value = top * (1 - Math.exp(-time / 6));
    return {time, value, lower: value * 0.85, upper: value * 1.15, atRisk: 200 - 12 * time};
  });
export const incidence = [
  {name: "Upgraded", color: "var(--accent)", values: rising(0.35)},
  {name: "Left", color: "var(--churn)", values: rising(0.2)}
];
export const looks = range(5).map((i) => {
  const se = 0.03 / Math.sqrt(i + 1);
  return {
    ...{
      day: `2026-05-${String(5 + 6 * i).padStart(2, "0")}`,
      n: 1500 * (i + 1),
      fraction: (i + 1) / 5,
      difference: 0.018,
      se
    },
    ...{
      bound: 4.6 / Math.sqrt(i + 1),
      z: 4.6 / Math.sqrt(i + 1),
      df: Infinity,
      lower: 0.018 - 3 * se,
      upper: 0.018 + 3 * se
    },
    ...{anyLower: 0.018 - 3.4 * se, anyUpper: 0.018 + 3.4 * se, anyP: 0.2}
  };
});
export const powers = range(20).map((i) => ({at: 0.002 * i, power: 1 - 0.95 * Math.exp(-((i / 9) ** 2)), units: 4000}));
export const steps = range(10).map((i) => ({
  at: 4 * (i + 1),
  value: 0.03 * (i + 1),
  lower: 0.025 * (i + 1),
  upper: 0.035 * (i + 1),
  atRisk: 400 - 20 * i
}));
export const curves: SurvivalCurve[] = [
  {
    ...{name: "Team", color: "var(--tier-2)", n: 186, events: 70, median: {value: null, lower: null, upper: null}},
    steps: range(24).map((time) => {
      const survival = Math.exp(-time / 40);
      return {
        time,
        survival,
        se: 0.025,
        lower: survival - 0.05,
        upper: Math.min(1, survival + 0.05),
        atRisk: 180 - 5 * time,
        events: 3
      };
    })
  }
];
const cell = (cohort: number, age: number) => {
  const active = Math.round((40 + cohort) * 0.95 ** age);
  return {
    ...{cohort: `2025-${String(1 + 3 * cohort).padStart(2, "0")}`, age: 3 * age, mature: cohort + age < 4},
    ...{
      accounts: 40 + cohort,
      active,
      neverLeft: active,
      start: 1000,
      end: 1000 * 1.02 ** age,
      kept: 1000 * 0.96 ** age
    }
  };
};
export const triangle: Triangle = {
  grain: 3,
  cells: range(4).flatMap((cohort) => range(5 - cohort).map((age) => cell(cohort, age))),
  totals: range(4).map((age) => ({
    ...{age: 3 * age, cohorts: 4 - age, accounts: 40 * (4 - age), active: 0.95 ** age, lower: null, upper: null},
    ...{neverLeft: 0.95 ** age, net: 1.02 ** age, gross: 0.96 ** age}
  })),
  omitted: {cohorts: 0, accounts: 0}
};
export const tile: Tile = {
  id: "nrr",
  measure: {
    ...{id: "nrr", value: 1.058, lower: 1.007, upper: 1.11, unit: "rate", n: 523, period: "2026-10"},
    ...{segment: "", grain: "month", method: "made up", asOf: "2026-10-31", checks: "ok", definition: ""}
  },
  target: 1.05,
  change: null,
  series: lines[0]!.values
};
