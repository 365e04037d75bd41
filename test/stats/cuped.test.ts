import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {contrastOf, cuped, momentsOf, postStratify, sampleOf} from "../../src/stats/index.js";

const pairs = ["yy", "xx", "xy", "mm", "ym", "xm"];
type Unit = {y: number; x: number | null};

/** Moments with every missing x set to `fill`. */
const moments = (units: readonly Unit[], fill = 0) =>
  momentsOf(
    units.map(({y, x}) => ({y, x: x ?? fill, m: x === null ? 1 : 0})),
    pairs
  );

const number = fc.integer({min: -20, max: 20});
const units = fc.array(fc.record({y: number, x: fc.option(number, {freq: 3})}), {minLength: 8, maxLength: 30});

/** 120 units whose outcome follows their past; every fourth has none. */
const linked = (shift: number): Unit[] =>
  Array.from({length: 120}, (_, i) => {
    const x = (i * 37) % 50;
    return {y: shift + 0.5 * x + ((i * 11) % 7), x: i % 4 === 0 ? null : x};
  });

describe("cuped", () => {
  it("cuped(control, variant) does not depend on what stands for a missing past, nor on where x begins", () => {
    fc.assert(
      fc.property(units, units, number, (a, b, fill) => {
        const zero = cuped(moments(a), moments(b));
        const other = cuped(moments(a, fill), moments(b, fill));
        const moved = (arm: readonly Unit[]) => moments(arm.map(({y, x}) => ({y, x: x === null ? null : x + 7})));
        const shifted = cuped(moved(a), moved(b));
        fc.pre(zero !== null && other !== null && shifted !== null && zero.contrast.squared > 1e-3);
        for (const each of [other!, shifted!]) {
          expect(each.contrast.difference).toBeCloseTo(zero!.contrast.difference, 6);
          expect(each.contrast.squared / zero!.contrast.squared).toBeCloseTo(1, 6);
          expect(each.contrast.covariance).toBeCloseTo(zero!.contrast.covariance, 6);
        }
      }),
      {numRuns: 300, seed: 51}
    );
  });

  it("cuped(control, variant) narrows the interval and keeps the plain control under the lift", () => {
    const [a, b] = [moments(linked(10)), moments(linked(12))];
    const {contrast, used, reason, gain} = cuped(a, b)!;
    const plain = contrastOf(sampleOf(a), sampleOf(b))!;
    expect({used, reason}).toEqual({used: true, reason: null});
    expect(contrast.difference).toBeCloseTo(2, 9);
    expect(contrast.squared).toBeLessThan(0.5 * plain.squared);
    expect(gain).toBeGreaterThan(0.5);
    expect(contrast.base).toBe(plain.base);
    // Welch's 238 less one for x and one for its absence.
    expect(contrast.df).toBeCloseTo(plain.df - 2, 6);
  });

  it("cuped(control, variant) says when it should not be used", () => {
    const few = linked(1).slice(0, 40);
    expect(cuped(moments(few), moments(few))!.reason).toBe("not adjusted: 80 units are fewer than 100");
    const rare = linked(1).map((unit, i) => (i < 4 ? {...unit, x: i} : {...unit, x: null}));
    expect(cuped(moments(rare), moments(rare))!.reason).toBe(
      "not adjusted: under 5% of units have a value from before"
    );
    // x alternates within pairs of equal y.
    const unrelated = Array.from({length: 60}, (_, i) => ({y: i >> 1, x: i % 2}));
    const {used, reason} = cuped(moments(unrelated), moments(unrelated))!;
    expect({used, reason}).toEqual({
      used: false,
      reason: "not adjusted: the values from before do not narrow the interval"
    });
    const none = linked(1).map((unit) => ({...unit, x: 3}));
    expect(cuped(moments(none), moments(none))).toBeNull();
  });

  it("cuped(control, variant) refuses moments that cannot be", () => {
    const arm = {n: 9, mean: {y: 1, x: 1}, co: {yy: 4, xx: 4, xy: 5}};
    expect(() => cuped(arm, arm)).toThrow("impossible moments: xy");
  });
});

describe("postStratify", () => {
  it("postStratify(strata) of one stratum is Welch's contrast", () => {
    const [control, variant] = [
      {n: 13, mean: 15, variance: 87.5},
      {n: 11, mean: 12, variance: 39}
    ];
    const {contrast} = postStratify([{control, variant}])!;
    const plain = contrastOf(control, variant)!;
    for (const key of ["difference", "squared", "base", "baseSquared", "covariance", "df"] as const)
      expect(contrast[key]).toBeCloseTo(plain[key], 9);
  });

  it("postStratify(strata) merges a stratum that an arm lacks", () => {
    const full = {control: {n: 3, mean: 2, variance: 1}, variant: {n: 3, mean: 4, variance: 1}};
    const lacking = {control: {n: 0, mean: 0, variance: null}, variant: {n: 2, mean: 9, variance: 2}};
    // The variant's five: mean (12 + 18)/5 = 6; Σ(y − 6)² = 2 + 3·4 + 2 + 2·9 = 34, over 4.
    const {contrast, merged} = postStratify([lacking, full])!;
    expect(merged).toBe(1);
    expect(contrast.difference).toBeCloseTo(4, 12);
    expect(contrast.squared).toBeCloseTo(1 / 3 + 8.5 / 5, 12);
    expect(postStratify([lacking])).toBeNull();
    expect(postStratify([])).toBeNull();
  });
});
