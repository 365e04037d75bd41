import {describe, expect, it} from "vitest";
import {matchedChange} from "../../src/stats/matchedChange.js";

describe("matchedChange", () => {
  const stratum = {
    nTreated: 4,
    meanTreated: 2,
    varianceTreated: 1,
    nControl: 8,
    meanControl: 1.5,
    varianceControl: 2
  };

  it("matchedChange(strata) weights the controls as the treated are", () => {
    const other = {...stratum, nTreated: 12, meanTreated: 0, nControl: 2, meanControl: -1, varianceControl: 2};
    const result = matchedChange([stratum, other])!;
    expect(result.change).toBe(0.5);
    expect(result.controlChange).toBe((4 * 1.5 - 12) / 16);
    expect(result.se).toBeCloseTo(Math.sqrt(1 / 16 + (2 * (16 / 8 + 144 / 2)) / 256), 14);
    expect(result).toMatchObject({n: 16, nControl: 10, unmatched: 0});
  });

  it("matchedChange(strata) leaves out strata without controls and counts their accounts", () => {
    const alone = {...stratum, nTreated: 3, meanTreated: 9, nControl: 0, meanControl: null, varianceControl: null};
    expect(matchedChange([stratum, alone])).toMatchObject({difference: 0.5, n: 4, unmatched: 3});
    expect(matchedChange([alone])).toBeNull();
    expect(matchedChange([])).toBeNull();
  });

  it("matchedChange(strata) has no interval if a side's spread cannot be estimated", () => {
    const single = {...stratum, nTreated: 1, varianceTreated: null};
    expect(matchedChange([single])).toMatchObject({difference: 0.5, se: null, lower: null, upper: null});
  });
});
