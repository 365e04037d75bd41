import {describe, expect, it} from "vitest";
import {kaplanMeier, medianSurvival, normalQuantile} from "../../src/stats/index.js";
import {aml, leukaemia, tableOf} from "./survivalData.js";

/** The same curve with R's default band, symmetric for log S. */
function logBand(times: string) {
  return kaplanMeier(tableOf(times)).map(({time, survival, se}) => {
    const half = se === null ? null : (normalQuantile(0.975) * se) / survival;
    const [lower, upper] = half === null ? [null, null] : [survival * Math.exp(-half), survival * Math.exp(half)];
    return {time, survival, lower, upper};
  });
}

describe("medianSurvival", () => {
  it("medianSurvival(curve) gives R's medians and intervals of remission, by R's default band", () => {
    expect(medianSurvival(logBand(leukaemia.placebo))).toEqual({value: 8, lower: 4, upper: 12});
    expect(medianSurvival(logBand(leukaemia.sixMp))).toEqual({value: 23, lower: 16, upper: null});
  });

  it("medianSurvival(curve) inverts the band of the curve", () => {
    // Of the log(−log) band the lower limit is .5032 at 10 and .4316 at 13 weeks, the upper .6801 at the last event.
    const curve = kaplanMeier(tableOf(leukaemia.sixMp));
    expect(medianSurvival(curve)).toEqual({value: 23, lower: 13, upper: null});
    expect(medianSurvival(kaplanMeier(tableOf(aml.maintained))).value).toBe(31);
    expect(medianSurvival(kaplanMeier(tableOf(aml.nonmaintained))).value).toBe(23);
  });

  it("medianSurvival(curve) is null where half is not reached, and the start of a stretch at one half", () => {
    expect(medianSurvival([])).toEqual({value: null, lower: null, upper: null});
    expect(medianSurvival(kaplanMeier(tableOf("1 2+ 3+"))).value).toBeNull();
    expect(medianSurvival(kaplanMeier(tableOf("1 2 3 4"))).value).toBe(2);
    // 5/6 × 4/5 × 3/4 is a half on paper.
    expect(medianSurvival(kaplanMeier(tableOf("1 2 3 4+ 5+ 6+"))).value).toBe(3);
  });

  it("medianSurvival(curve) claims no interval where all have the event at once", () => {
    expect(medianSurvival(kaplanMeier(tableOf("5 5 5")))).toEqual({value: 5, lower: null, upper: null});
  });
});
