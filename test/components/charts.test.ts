// @vitest-environment happy-dom
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {BarList} from "../../src/components/barList.js";
import {BridgeChart, type Bridge} from "../../src/components/bridgeChart.js";
import {CohortBars} from "../../src/components/cohortBars.js";
import {EffectTable, MiniForest} from "../../src/components/effectTable.js";
import {IntervalChart} from "../../src/components/intervalChart.js";
import {LineChart} from "../../src/components/lineChart.js";
import {IntervalBar, Sparkline} from "../../src/components/sparkline.js";
import {rate} from "../../src/components/format.js";
import {expectGolden} from "./golden.js";

const bridge: Bridge = {
  from: "2025-10",
  to: "2026-10",
  start: 41_200_000,
  new: 5_800_000,
  expansion: 6_100_000,
  reactivation: 600_000,
  contraction: 1_400_000,
  churn: 2_700_000,
  fx: -300_000,
  end: 49_300_000
};

const points = [
  {period: "2026-07", value: 1.02, lower: 0.97, upper: 1.07},
  {period: "2026-08", value: 1.04, lower: 0.99, upper: 1.09},
  {period: "2026-09", value: null, lower: null, upper: null},
  {period: "2026-10", value: 1.08, lower: 1.03, upper: 1.13},
  {period: "2026-11", value: 1.1, lower: 1.01, upper: 1.19, mature: false}
];

const rows = [
  {name: "Starter", group: "Plan", value: 0.73, lower: 0.68, upper: 0.78, n: 210},
  {name: "Enterprise", group: "Plan", value: 1.17, lower: 1.12, upper: 1.22, n: 61, color: "var(--tier-4)"},
  {name: "large", group: "Size", value: null, lower: null, upper: null, n: 3}
];

const cohorts = [
  {
    month: "2026-08",
    started: 40,
    converted: 10,
    pending: 0,
    abandoned: 30,
    mature: true,
    rate: 0.25,
    lower: 0.14,
    upper: 0.4
  },
  {
    month: "2026-09",
    started: 42,
    converted: 8,
    pending: 14,
    abandoned: 20,
    mature: false,
    rate: null,
    lower: null,
    upper: null
  },
  {
    month: "2026-10",
    started: 38,
    converted: 1,
    pending: 37,
    abandoned: 0,
    mature: false,
    rate: null,
    lower: null,
    upper: null
  }
];

// Plot tells of what it doubts by console.warn; a chart that needs it is not done.
beforeEach(() => void vi.spyOn(console, "warn"));
afterEach(() => {
  expect(console.warn).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe("golden pictures at width 640", () => {
  const charts: Record<string, () => Element | null> = {
    "bridge-chart": () => BridgeChart(bridge, {currency: "USD", minorPerMajor: 100, width: 640}),
    "bridge-chart-phone": () => BridgeChart(bridge, {currency: "USD", minorPerMajor: 100, width: 320}),
    "line-chart": () =>
      LineChart(
        [
          {name: "Net", values: points},
          {
            name: "Gross",
            values: points.map((point) => ({
              ...point,
              value: point.value && point.value - 0.1,
              lower: null,
              upper: null
            })),
            color: "var(--new)"
          }
        ],
        {
          unit: "rate",
          width: 640,
          reference: {value: 1, label: "100%"},
          annotations: [{on: "2026-09-10", text: "New prices"}]
        }
      ),
    "interval-chart": () => IntervalChart(rows, {unit: "rate", width: 640, reference: {value: 1, label: "100%"}}),
    "interval-chart-phone": () => IntervalChart(rows, {unit: "rate", width: 320, reference: {value: 1, label: "100%"}}),
    "cohort-bars": () => CohortBars(cohorts, {width: 640}),
    "bar-list": () =>
      BarList(
        [
          {name: "Starter → Team", value: 17, detail: "+$1.1k"},
          {name: "Team → Business", value: 4}
        ],
        {width: 640}
      ),
    sparkline: () => Sparkline(points, rate),
    "interval-bar": () =>
      IntervalBar({value: 0.92, lower: 0.89, upper: 0.94, target: 0.93, label: "Interval 89 to 94%"}),
    "mini-forest": () => MiniForest(0.018, 0.007, 0.029, 0.03, "+1.8 pp")
  };
  it.each(Object.keys(charts))("%s", async (name) => {
    await expectGolden(charts[name]!(), name);
  });

  it("every picture has a role and a name, and no mark inside has one", () => {
    for (const draw of Object.values(charts)) {
      const chart = draw()!;
      expect(chart.getAttribute("role")).toBe("img");
      expect(chart.getAttribute("aria-label")).not.toMatch(/undefined|NaN|^$/);
      expect(chart.querySelectorAll("[aria-label]")).toHaveLength(0);
    }
  });
});

describe("nothing to draw", () => {
  it("charts return null without data", () => {
    expect(BridgeChart(null, {currency: "USD", minorPerMajor: 100})).toBeNull();
    expect(LineChart([], {unit: "rate"})).toBeNull();
    expect(LineChart([{name: "Net", values: [points[2]!]}], {unit: "rate"})).toBeNull();
    expect(IntervalChart([], {unit: "rate"})).toBeNull();
    expect(CohortBars([])).toBeNull();
    expect(BarList([])).toBeNull();
    expect(Sparkline([points[0]!], rate)).toBeNull();
    expect(MiniForest(null, null, null, 1, "")).toBeNull();
  });

  it("charts draw one point, a zero and a bridge that does not move", () => {
    const still = {...bridge, new: 0, expansion: 0, reactivation: 0, contraction: 0, churn: 0, fx: 0, start: 0, end: 0};
    expect(svgOf(BridgeChart(still, {currency: "USD", minorPerMajor: 100}))).not.toMatch(/NaN|Infinity/);
    expect(svgOf(LineChart([{name: "Net", values: [points[0]!]}], {unit: "rate"}))).not.toMatch(/NaN|Infinity/);
    expect(svgOf(IntervalChart([{name: "a", value: 0, lower: 0, upper: 0}], {unit: "rate"}))).not.toMatch(
      /NaN|Infinity/
    );
    expect(svgOf(CohortBars([{...cohorts[0]!, started: 0, converted: 0, abandoned: 0}]))).not.toMatch(/NaN|Infinity/);
  });

  it("EffectTable(experiments) shows no effect for a test that is invalid", () => {
    const test = {
      id: "a",
      slug: "a",
      name: "A",
      metric: null,
      valueControl: 0.1,
      valueVariant: 0.2,
      difference: 0.1,
      lower: 0.05,
      upper: 0.15,
      units: 10
    };
    const table = EffectTable([{...test, decision: "invalid", verdict: "Invalid: split broken"}]);
    expect(table.querySelectorAll("svg")).toHaveLength(0);
    expect(table.textContent).toContain("not estimable");
  });
});

function svgOf(chart: Element | null): string {
  return chart?.outerHTML ?? "";
}
