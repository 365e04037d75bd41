// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import {Alerts, alertsOf} from "../../src/components/alerts.js";
import type {ExperimentSummary} from "../../src/components/effectTable.js";
import type {Tile} from "../../src/components/measureTile.js";
import type {Site} from "../../src/components/site.js";

const site = {currency: "USD", checks: {total: 3, held: 3, failed: []}} as unknown as Site;
const tile = (id: string, lower: number, upper: number, target: number | null): Tile => ({
  id,
  measure: {
    ...{id, period: "2026-10", segment: null, value: (lower + upper) / 2, lower, upper, n: 100, unit: "rate"},
    ...{method: "", definition: id, checks: "ok"}
  },
  ...{target, change: null, series: []}
});
const test = (name: string, decision: ExperimentSummary["decision"], verdict: string) =>
  ({name, decision, verdict, slug: name.toLowerCase()}) as ExperimentSummary;

describe("alertsOf", () => {
  it("names a measure whose whole interval misses its target, on the side that is worse", () => {
    const tiles = [
      tile("grr", 0.8, 0.88, 0.9),
      tile("nrr", 0.98, 1.06, 1),
      tile("logo_churn", 0.02, 0.03, 0.01),
      tile("upgrade_hazard", 0.02, 0.03, null)
    ];
    expect(alertsOf({tiles, experiments: []}, site).map(({title}) => title)).toEqual([
      "Gross revenue retention is below its target of 90.0%",
      "Logo churn is above its target of 1.00%"
    ]);
  });

  it("names tests that harm or have no result, with a link to them", () => {
    const experiments = [
      test("A", "ship", "Ship"),
      test("B", "stop", "Stop"),
      test("C", "invalid", "Invalid: split broken")
    ];
    const node = Alerts({tiles: [], experiments}, site);
    expect([...node.querySelectorAll("a")].map((link) => link.textContent)).toEqual([
      "B: Stop",
      "C: Invalid: split broken"
    ]);
  });

  it("names failed checks that touch a measure, as text", () => {
    const check = (measures: string[]) => ({
      name: "x",
      severity: "warn",
      broken: 7,
      about: "No <b>row</b> is lost.",
      measures
    });
    const checks = {total: 3, held: 1, failed: [check(["nrr", "grr"]), check([])]};
    const node = Alerts({tiles: [], experiments: []}, {...site, checks});
    expect(node.querySelectorAll("li").length).toBe(1);
    expect(node.textContent).toContain("No <b>row</b> is lost. It touches 2 measures.");
  });

  it("says so where nothing needs attention", () => {
    expect(Alerts({tiles: [], experiments: []}, site).textContent).toContain("No target is missed by more than chance");
  });
});
