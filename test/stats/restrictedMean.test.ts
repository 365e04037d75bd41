import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {kaplanMeier, restrictedMean, riskTable} from "../../src/stats/index.js";
import {subjects} from "./survivalCases.js";
import {tableOf} from "./survivalData.js";

describe("restrictedMean", () => {
  it("restrictedMean(curve, horizon) is the area under the curve", () => {
    // Survival is 1 up to 2, then 2/3 up to 4, then 1/3.
    const curve = kaplanMeier(tableOf("2 4 9+"));
    expect(restrictedMean(curve, 0)).toBe(0);
    expect(restrictedMean(curve, 1.5)).toBe(1.5);
    expect(restrictedMean(curve, 6)).toBeCloseTo(2 + 4 / 3 + 2 / 3, 12);
    expect(restrictedMean(curve, 9)).toBeCloseTo(2 + 4 / 3 + 5 / 3, 12);
  });

  it("restrictedMean(curve, horizon) is null beyond what has been seen", () => {
    expect(restrictedMean(kaplanMeier(tableOf("2 4 9+")), 9.5)).toBeNull();
    expect(restrictedMean(kaplanMeier(tableOf("2 4 9")), 100)).toBe(5);
    expect(restrictedMean([], 1)).toBeNull();
    expect(() => restrictedMean([], -1)).toThrow(new RangeError("invalid horizon: -1"));
  });

  it("restrictedMean(curve, horizon) without censoring is the mean of the times, cut at the horizon", () => {
    fc.assert(
      fc.property(subjects(1, {late: false, weighted: false}), fc.integer({min: 1, max: 15}), (rows, horizon) => {
        const curve = kaplanMeier(riskTable(rows.map((row) => ({...row, cause: 1}))));
        const mean = rows.reduce((sum, row) => sum + Math.min(row.exit, horizon), 0) / rows.length;
        expect(restrictedMean(curve, horizon)).toBeCloseTo(mean, 10);
      }),
      {numRuns: 500}
    );
  });
});
