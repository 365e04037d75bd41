import {describe, expect, it} from "vitest";
import {anytimeT} from "../../src/stats/anytimeT.js";
import {
  confidenceSequence,
  isBurnedIn,
  mixingVariance,
  sequenceMultiplier
} from "../../src/stats/confidenceSequence.js";
import {fieller} from "../../src/stats/fieller.js";
import {tTwoSided} from "../../src/stats/studentT.js";

describe("confidenceSequence", () => {
  it("confidenceSequence leaves 0 out exactly where p < alpha, on both sides and with one", () => {
    for (const sides of [1, 2] as const) {
      for (const variance of [1e-9, 1e-4, 0.3, 50]) {
        const mixture = {tau2: 1e-3, alpha: 0.05, sides};
        const edge = sequenceMultiplier(variance, mixture) * Math.sqrt(variance);
        const [inside, outside] = [0.999999, 1.000001].map((x) =>
          confidenceSequence({difference: x * edge, variance}, mixture)
        );
        expect(inside!.p).toBeGreaterThan(0.05);
        expect(inside!.lower).toBeLessThan(0);
        expect(outside!.p).toBeLessThan(0.05);
        expect(outside!.lower).toBeGreaterThan(0);
      }
    }
  });

  it("confidenceSequence has log-evidence where its exponential is no number, and p never above 1", () => {
    const far = confidenceSequence({difference: 1, variance: 1e-5}, {tau2: 0.01})!;
    expect(far.logE).toBeGreaterThan(40000);
    expect(far.p).toBe(0);
    expect(confidenceSequence({difference: 0, variance: 1}, {tau2: 1})!.p).toBe(1);
    expect(confidenceSequence({difference: -80, variance: 1}, {tau2: 1, sides: 1})!.p).toBe(1);
    expect(confidenceSequence({difference: 1, variance: 0}, {tau2: 1})).toBeNull();
  });

  it("confidenceSequence mirrors and scales with the unit", () => {
    const one = confidenceSequence({difference: 0.2, variance: 0.01}, {tau2: 0.02})!;
    const other = confidenceSequence({difference: -20, variance: 100}, {tau2: 200})!;
    expect(other.p).toBeCloseTo(one.p, 14);
    expect(other.upper).toBeCloseTo(-100 * one.lower, 10);
  });

  it("mixingVariance is nearly the best choice at the planned variance", () => {
    const tau2 = mixingVariance(0.01);
    const at = (factor: number) => sequenceMultiplier(0.01, {tau2: factor * tau2});
    expect(at(1)).toBeCloseTo(3.035, 3);
    for (const factor of [0.5, 0.8, 1.25, 2]) expect(at(factor)).toBeGreaterThan(at(1) - 0.0005);
    // experiments compared at 2, 10 and a hundredth of the plan
    expect(sequenceMultiplier(0.005, {tau2})).toBeCloseTo(3.06, 2);
    expect(sequenceMultiplier(0.001, {tau2})).toBeCloseTo(3.24, 2);
    expect(sequenceMultiplier(1, {tau2})).toBeCloseTo(9.08, 2);
  });

  it("confidenceSequence on one side is a little tighter than the closed form that GrowthBook has (GB-08)", () => {
    // growthbook/growthbook@8f1db44, TestSequentialOneSidedGreaterTTest, absolute: −0.12656844172804982 for N* = 5000.
    const arm = (n: number, sum: number, squares: number) => ({
      n,
      mean: sum / n,
      v: (squares - sum ** 2 / n) / (n - 1) / n
    });
    const [a, b] = [arm(3000, 1396.87, 52377.9767), arm(3461, 2422.7, 134698.29)];
    const variance = a.v + b.v;
    const tau2 = mixingVariance((variance * 6461) / 5000, 0.1);
    const ratio = tau2 / variance;
    const closed = Math.sqrt(variance * 2 * (1 + 1 / ratio) * Math.log(1 + Math.sqrt(1 + ratio) / 0.1));
    expect(b.mean - a.mean - closed).toBeCloseTo(-0.12656844172804982, 12);
    const {lower} = confidenceSequence({difference: b.mean - a.mean, variance}, {tau2, sides: 1})!;
    expect(lower).toBeGreaterThan(-0.12656844172804982);
    expect(lower).toBeLessThan(-0.125);
  });

  it("its multiplier gives fieller a lift that says what the difference says", () => {
    const control = {n: 900, mean: 0.1, variance: 0.09};
    for (const mean of [0.13, 0.15, 0.16, 0.2]) {
      const variant = {n: 1000, mean, variance: mean * (1 - mean)};
      const variance = control.variance / control.n + variant.variance / variant.n;
      const band = confidenceSequence({difference: mean - 0.1, variance}, {tau2: 4e-4})!;
      expect(fieller(control, variant, band.critical)!.lower > 0).toBe(band.lower > 0);
    }
  });

  it("isBurnedIn asks for 50 units and 10 conversions", () => {
    expect(isBurnedIn({n: 50})).toBe(true);
    expect(isBurnedIn({n: 49})).toBe(false);
    expect(isBurnedIn({n: 50, conversions: 10})).toBe(true);
    expect(isBurnedIn({n: 5000, conversions: 9})).toBe(false);
  });

  it("throws on a mixture that is none", () => {
    expect(() => sequenceMultiplier(1, {tau2: 0})).toThrow(new RangeError("invalid tau2: 0"));
    expect(() => sequenceMultiplier(0, {tau2: 1})).toThrow(new RangeError("invalid variance: 0"));
    expect(() => confidenceSequence({difference: 1, variance: -1}, {tau2: 1})).toThrow(
      new RangeError("invalid variance: -1")
    );
    expect(() => mixingVariance(1, 2)).toThrow(new RangeError("invalid alpha: 2"));
  });
});

describe("anytimeT", () => {
  it("anytimeT has p = alpha at its critical t, which is wider than the fixed test's", () => {
    for (const df of [3, 18, 400]) {
      const {critical} = anytimeT(0, {df, n: (df + 2) / 4, g: 1});
      if (critical === Infinity) continue;
      expect(anytimeT(critical, {df, n: (df + 2) / 4, g: 1}).p).toBeCloseTo(0.05, 12);
      expect(tTwoSided(critical, df)).toBeLessThan(0.05);
    }
  });

  it("anytimeT says so where no t could be enough", () => {
    expect(anytimeT(1e9, {df: 1, n: 0.75, g: 1}).critical).toBe(Infinity);
    expect(anytimeT(1e9, {df: 1, n: 0.75, g: 1}).p).toBeGreaterThan(0.05);
  });

  it("anytimeT becomes the normal mixture as df grows", () => {
    const {logE, critical} = anytimeT(3, {df: 1e9, n: 200, g: 5});
    const band = confidenceSequence({difference: 3, variance: 1}, {tau2: 40})!;
    expect(logE).toBeCloseTo(band.logE, 6);
    expect(critical).toBeCloseTo(band.critical, 6);
  });
});
