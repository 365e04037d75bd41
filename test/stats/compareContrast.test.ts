import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {
  compareContrast,
  compareMeans,
  contrastOf,
  linearise,
  nonInferiorContrast,
  sampleOf
} from "../../src/stats/index.js";

const sample = fc.record({
  n: fc.integer({min: 2, max: 5000}),
  mean: fc.double({min: -50, max: 50, noNaN: true}),
  variance: fc.double({min: 1e-6, max: 900, noNaN: true})
});
const contrast = fc
  .record({
    difference: fc.double({min: -5, max: 5, noNaN: true}),
    base: fc.double({min: -20, max: 20, noNaN: true}),
    se: fc.double({min: 0.01, max: 3, noNaN: true}),
    baseSe: fc.double({min: 0.01, max: 3, noNaN: true}),
    correlation: fc.double({min: -0.99, max: 0.99, noNaN: true}),
    df: fc.constantFrom(4, 17.5, 300, Infinity)
  })
  .map(({difference, base, se, baseSe, correlation, df}) => ({
    difference,
    squared: se * se,
    base,
    baseSquared: baseSe * baseSe,
    covariance: correlation * se * baseSe,
    df
  }));
const alpha = fc.constantFrom(0.001, 0.01, 0.05, 0.1);

describe("compareContrast", () => {
  it("compareContrast(contrastOf(a, b)) is compareMeans(a, b)", () => {
    fc.assert(
      fc.property(sample, sample, alpha, (a, b, level) => {
        const one = compareMeans(a, b, {alpha: level});
        const other = compareContrast(contrastOf(a, b)!, {alpha: level});
        for (const key of ["difference", "lower", "upper", "p", "df"] as const)
          expect(other[key]).toBeCloseTo(one[key]!, 10);
        expect(other.lift === null).toBe(one.lift === null);
        if (one.lift === null) return;
        for (const key of ["lift", "liftLower", "liftUpper"] as const)
          expect(Math.abs(other[key]! - one[key]!)).toBeLessThan(1e-7 * (1 + Math.abs(one[key]!)));
      }),
      {numRuns: 500, seed: 31}
    );
  });

  it("compareContrast(contrast) gives one verdict for p, difference and lift, whatever the covariance", () => {
    fc.assert(
      fc.property(contrast, alpha, (c, level) => {
        const {p, lower, upper, lift, liftLower, liftUpper} = compareContrast(c, {alpha: level});
        fc.pre(Math.abs(p! / level - 1) > 1e-9);
        expect(lower! > 0 || upper! < 0).toBe(p! < level);
        if (lift !== null) {
          expect(liftLower! > 0 || liftUpper! < 0).toBe(p! < level);
          expect(liftLower! <= lift && lift <= liftUpper!).toBe(true);
        }
      }),
      {numRuns: 2000, seed: 32}
    );
  });

  it("compareContrast(contrast) says why there is no answer", () => {
    const c = {difference: 1, squared: 0, base: 2, baseSquared: 0, covariance: 0, df: 8};
    expect(compareContrast(c)).toMatchObject({difference: 1, p: null, lift: null, reason: "no spread in either arm"});
    // The control is 2 ± 2.306·1: 0 is inside.
    expect(compareContrast({...c, squared: 2, baseSquared: 1, covariance: -1})).toMatchObject({
      lift: null,
      liftReason: "lift not estimable: the control's mean cannot be told from 0"
    });
  });
});

describe("nonInferiorContrast", () => {
  it("nonInferiorContrast(contrast, margin) passes exactly where its bound is inside the margin", () => {
    fc.assert(
      fc.property(
        contrast,
        fc.double({min: 0.01, max: 2, noNaN: true}),
        fc.boolean(),
        fc.constantFrom("higher" as const, "lower" as const),
        (c, margin, relative, better) => {
          const result = nonInferiorContrast(c, {margin, relative, better})!;
          fc.pre(result.bound !== null && Math.abs(result.p / 0.025 - 1) > 1e-9);
          expect(better === "higher" ? result.bound! > -margin : result.bound! < margin).toBe(result.passed);
        }
      ),
      {numRuns: 2000, seed: 33}
    );
  });
});

describe("linearise", () => {
  it("linearise(moments) is the plain mean where every denominator is 1, and has no answer where they sum to 0", () => {
    const moments = {n: 5, mean: {n: 2.8, d: 1}, co: {nn: 8.8, dd: 0, nd: 0}};
    expect(sampleOf(linearise(moments, {y: "nd"})!)).toEqual({n: 5, mean: 2.8, variance: 2.2});
    expect(linearise({...moments, mean: {n: 2.8, d: 0}}, {y: "nd"})).toBeNull();
  });
});
