// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import {comparisonChoices, comparisonOf} from "../../src/components/comparison.js";
import type {Cube} from "../../src/components/cube.js";
import {MeasureTile} from "../../src/components/measureTile.js";
import {retentionView, type RetentionResult} from "../../src/components/retentionView.js";
import type {Site} from "../../src/components/site.js";

const site = {
  ...{currency: "USD", minorPerMajor: 100, closedMonth: "2026-10", dimensions: ["plan"], windowMonths: 12},
  ...{values: {plan: ["Starter", "Team"]}, tiers: [], checks: {total: 0, held: 0, failed: []}, minCell: 5}
} as unknown as Site;
const empty: Cube = {dimensions: ["plan"], measures: ["n"], rows: []};
// No revenue: what follows reads the accounts that left alone.
const moments = [
  ...["s", "d", "m", "l", "g"].flatMap((x) => [`sum_${x}`, `mean_${x}`]),
  ...["ss", "dd", "sd", "mm", "ll", "ml", "gg", "gl"]
];
const rows = (
  [
    ["2026-09", "Starter", 100, 100, 20],
    ["2026-10", "Starter", 80, 80, 32],
    ["2026-10", "Team", 70, 70, 14]
  ] as const
).map((row) => [...row, ...moments.map(() => 0)]);
const turnover: Cube = {dimensions: ["plan"], measures: ["n", "accounts", "lost", ...moments], rows};
const cube = turnover;
const result = {windowMonths: 12, cube, turnover, ledger: empty, movements: empty} as unknown as RetentionResult;

function compare(choice: string, plan: string | null) {
  const selection = {plan};
  return comparisonOf(choice, result, retentionView(result, selection, site), selection, site);
}

const churn = (choice: string, plan: string | null) =>
  compare(choice, plan)!.tiles.find(({id}) => id === "logo_churn")!;

describe("comparisonOf", () => {
  it("comparisonChoices(result, site) offers nothing first, then earlier months, newest first, then groups", () => {
    expect(comparisonChoices(result, site)).toEqual({
      ...{"": "nothing", "2026-09": "Sep 2026"},
      ...{"plan.Starter": "Plan: Starter", "plan.Team": "Plan: Team"}
    });
    expect(Object.keys(comparisonChoices(result, site))[0]).toBe("");
    expect(compare("", "Team")).toBeNull();
  });

  it("of two plans the difference has Newcombe’s interval: 32 of 80 against 14 of 70", () => {
    const {beside} = churn("plan.Team", "Starter");
    expect(beside).toMatchObject({name: "Team", value: 0.2});
    // Wilson by hand: [0.2996, 0.5095] and [0.1230, 0.3082]; 0.2 − √(0.1004² + 0.1082²) and 0.2 + √(0.1095² + 0.0770²).
    expect(beside!.difference!.value).toBeCloseTo(0.2, 12);
    expect(beside!.difference!.lower).toBeCloseTo(0.0524, 3);
    expect(beside!.difference!.upper).toBeCloseTo(0.3338, 3);
    expect(compare("plan.Team", "Starter")!.text).toMatch(
      /^Starter beside Team: different customers, .* nobody was assigned/
    );
  });

  it("of all beside a part of them it has none, and of a plan beside itself it is said", () => {
    expect(churn("plan.Team", null).beside!.difference).toMatchObject({lower: null, upper: null});
    expect(compare("plan.Team", null)!.text).toContain(
      "part of what the page shows, so the difference has no interval"
    );
    expect(compare("plan.Team", "Team")!.text).toContain("choose another");
  });

  it("of an earlier month it has none, and its line stands under the months it is compared with", () => {
    const found = compare("2026-09", "Starter")!;
    const {beside, series} = churn("2026-09", "Starter");
    expect(beside).toMatchObject({name: "Sep 2026", value: 0.2, difference: {lower: null, upper: null}});
    expect(beside!.difference!.value).toBeCloseTo(0.2, 12);
    expect(found.lines.logo.values.map(({period, value}) => [period, value])).toEqual([["2026-10", 0.2]]);
    expect(series.at(-1)!.period).toBe("2026-10");
    expect(found.text).toContain("1 month old");
  });

  it("MeasureTile(tile) says both values and the difference with its interval", () => {
    const text = (choice: string) =>
      MeasureTile(churn(choice, "Starter"), site).querySelector(".beside")!.textContent!.replace(/\s+/g, " ").trim();
    expect(text("plan.Team")).toBe("Team 20.0% (12.3 to 30.8%)difference +20.0 pp (+5.2 to +33.4 pp)");
    expect(text("2026-09")).toBe("Sep 2026 20.0% (13.3 to 28.9%)difference +20.0 pp");
  });
});
