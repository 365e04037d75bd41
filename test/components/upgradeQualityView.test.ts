import {describe, expect, it} from "vitest";
import type {Site} from "../../src/components/site.js";
import {compareProportions} from "../../src/stats/compareProportions.js";
import {upgradeQualityView, type UpgradeQualityResult} from "../../src/components/upgradeQualityView.js";

const site = {values: {plan: ["Starter"]}, minCell: 5, checks: {failed: []}} as unknown as Site;

/** Two years of upgrades: 10 of 100 taken back, and 30 of 100 the year before. */
const result = {
  headlines: [{id: "upgrade_reversal_90", measure: {id: "upgrade_reversal_90", period: "2026-10", value: 0.1}}],
  quality: {
    dimensions: ["plan", "region"],
    cubes: {
      "": [
        {keys: ["reversal|90"], values: {n: 90, "tier|back": 4, "tier|above": 36, "seats|back": 6, "seats|above": 54}},
        {keys: ["before|reversal|90"], values: {n: 80, "tier|back": 30, "tier|above": 70}}
      ],
      plan: [
        {keys: ["reversal|90", "Starter"], values: {n: 38, "tier|back": 4, "tier|above": 36}},
        {keys: ["before|reversal|90", "small groups"], values: {n: 80, "tier|back": 30, "tier|above": 70}}
      ]
    }
  },
  lines: {
    months: ["2026-09", "2026-10"],
    lines: [{id: "upgrade_reversal_90", dimension: "plan", value: "Starter", series: [0.2, 0.1]}]
  }
} as unknown as UpgradeQualityResult;

const tile = (selection: Record<string, string | null>) => upgradeQualityView(result, selection, site).headlines[0]!;

describe("upgradeQualityView", () => {
  it("compares a share with the year before, which had other upgrades", () => {
    const {change} = tile({plan: null});
    expect(change).toMatchObject({against: "a year ago", period: "2025-10", noise: false});
    const {difference, lower, upper} = compareProportions({x: 30, n: 100}, {x: 10, n: 100});
    expect(change).toMatchObject({lower, upper});
    expect(change!.value).toBeCloseTo(-0.2, 12);
    expect(difference).toBeCloseTo(-0.2, 12);
  });

  it("gives a plan its own share and line, and no change where its year before is not known whole", () => {
    const {measure, change, series} = tile({plan: "Starter", region: null});
    expect(measure).toMatchObject({value: 0.1, n: 40, segment: "Starter"});
    expect(change).toBeNull();
    expect(series).toEqual([
      {period: "2026-09", value: 0.2},
      {period: "2026-10", value: 0.1}
    ]);
  });

  it("has no value of what it does not hold, and no line of two filters", () => {
    const {measure, series} = tile({plan: "Starter", region: "Europe"});
    expect([measure.value, measure.reason, series]).toEqual([null, "no such upgrade here", []]);
  });
});
