// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import {cellShare, TriangleChart, type Triangle} from "../../src/components/triangleChart.js";
import {expectGolden} from "./golden.js";

const cell = (cohort: string, age: number, active: number, mature = true): Triangle["cells"][number] => ({
  ...{cohort, age, mature, accounts: 40, active, neverLeft: active, start: 400, end: 11 * active, kept: 9 * active}
});
const total = (age: number, active: number): Triangle["totals"][number] => ({
  ...{age, cohorts: 2, accounts: 80, active, lower: active - 0.1, upper: active, neverLeft: active},
  ...{net: active * 1.1, gross: active * 0.9}
});
const triangle: Triangle = {
  grain: 3,
  cells: [
    ...[40, 36, 30].map((n, age) => cell("2026-Q1", age, n)),
    ...[40, 38].map((n, age) => cell("2026-Q2", age, n)),
    cell("2026-Q2", 2, 20, false),
    cell("2026-Q3", 0, 40),
    cell("2026-Q3", 1, 40, false)
  ],
  totals: [total(0, 1), total(1, 0.925), total(2, 0.75)],
  omitted: {cohorts: 0, accounts: 0}
};

describe("TriangleChart(triangle, measure)", () => {
  it.each([
    ["triangle-chart", 640],
    ["triangle-chart-phone", 320]
  ])("%s", async (name, width) => {
    const chart = TriangleChart(triangle, "active", {width})!;
    // Age 0 is all of a cohort, and is not drawn.
    expect([...chart.querySelectorAll("text")].map((node) => node.textContent)).not.toContain("0");
    expect(chart.querySelectorAll("pattern")).toHaveLength(1);
    await expectGolden(chart, name);
  });

  it("hatches immature cells only", () => {
    const hatched = (t: Triangle) =>
      TriangleChart(t, "active", {})!.querySelectorAll('[fill^="url(#hatch"] rect, rect[fill^="url(#hatch"]').length;
    expect(hatched(triangle)).toBe(2);
    expect(hatched({...triangle, cells: triangle.cells.filter((c) => c.mature)})).toBe(0);
  });

  it("is null where no cohort has an age after the first", () => {
    expect(TriangleChart({...triangle, cells: triangle.cells.filter((c) => c.age === 0)}, "net", {})).toBeNull();
    expect(TriangleChart({...triangle, cells: []}, "net", {})).toBeNull();
  });

  it("cellShare(cell, measure) is null where a cohort began without revenue", () => {
    const one = cell("2026-Q1", 1, 36);
    expect(cellShare(one, "active")).toBe(0.9);
    expect(cellShare(one, "net")).toBeCloseTo(0.99, 12);
    expect(cellShare(one, "gross")).toBeCloseTo(0.81, 12);
    expect(cellShare({...one, start: 0}, "net")).toBeNull();
  });
});
