import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {
  compareMeans,
  compareProportions,
  koopman,
  mee,
  newcombe,
  pooledZ,
  type Proportion
} from "../../src/stats/index.js";

const arm = (max: number): fc.Arbitrary<Proportion> =>
  fc.integer({min: 1, max}).chain((n) => fc.record({x: fc.integer({min: 0, max: n}), n: fc.constant(n)}));
const anyArm = fc.oneof(
  arm(12),
  arm(400),
  arm(5_000_000),
  fc.integer({min: 1, max: 3000}).map((n) => ({x: 0, n})),
  fc.integer({min: 1, max: 3000}).map((n) => ({x: n, n}))
);
const alpha = fc.constantFrom(0.001, 0.01, 0.05, 0.1, 0.5);
const sample = fc.record({
  n: fc.integer({min: 2, max: 5000}),
  mean: fc.double({min: -50, max: 50, noNaN: true}),
  variance: fc.double({min: 1e-6, max: 900, noNaN: true})
});

const leavesOut = (value: number, lower: number, upper: number) => lower > value || upper < value;

describe("one verdict for p, difference and lift", {timeout: 60_000}, () => {
  it("compareProportions(control, variant) has p < alpha exactly if both intervals leave out no effect", () => {
    fc.assert(
      fc.property(anyArm, anyArm, alpha, (control, variant, level) => {
        const result = compareProportions(control, variant, {alpha: level});
        const isSignificant = result.p !== null && result.p < level;
        expect(leavesOut(0, result.lower!, result.upper!)).toBe(isSignificant);
        const ratio = koopman(control, variant, level);
        const score = pooledZ(control, variant);
        if (ratio) expect(leavesOut(1, ...ratio)).toBe(score !== null && score.p < level);
        if (result.lift !== null) expect(leavesOut(0, result.liftLower!, result.liftUpper!)).toBe(isSignificant);
      }),
      {numRuns: 1500, seed: 11}
    );
  });

  it("compareProportions(control, variant) keeps one verdict in every table of arms up to 7 units", () => {
    for (let n = 1; n <= 7; ++n) {
      for (let m = 1; m <= 7; ++m) {
        for (let x = 0; x <= n; ++x) {
          for (let y = 0; y <= m; ++y) {
            const [control, variant] = [
              {x, n},
              {x: y, n: m}
            ];
            const {p, lower, upper, lift, liftLower, liftUpper} = compareProportions(control, variant);
            expect(leavesOut(0, lower!, upper!)).toBe(p !== null && p < 0.05);
            if (lift !== null) expect(leavesOut(0, liftLower!, liftUpper!)).toBe(p !== null && p < 0.05);
            const [ratio, score] = [koopman(control, variant), pooledZ(control, variant)];
            if (ratio) expect(leavesOut(1, ...ratio)).toBe(score !== null && score.p < 0.05);
          }
        }
      }
    }
  });

  it("compareMeans(control, variant) has p < alpha exactly if Welch leaves out 0, and if Fieller does where there is one", () => {
    fc.assert(
      fc.property(sample, sample, alpha, (control, variant, level) => {
        const {p, lower, upper, lift, liftLower, liftUpper} = compareMeans(control, variant, {alpha: level});
        // p and the t quantile are computed apart, so equality to the last digit is left out.
        fc.pre(Math.abs(p! / level - 1) > 1e-12);
        expect(leavesOut(0, lower!, upper!)).toBe(p! < level);
        if (lift !== null) expect(leavesOut(0, liftLower!, liftUpper!)).toBe(p! < level);
      }),
      {numRuns: 3000, seed: 12}
    );
  });

  it("compareMeans(control, variant) gives one verdict where the effect is at the border", () => {
    const control = {n: 400, mean: 10, variance: 9};
    for (let step = -40; step <= 40; ++step) {
      const {p, lower, liftLower} = compareMeans(control, {n: 380, mean: 10.42 + step / 1000, variance: 8});
      expect(lower! > 0).toBe(p! < 0.05);
      expect(liftLower! > 0).toBe(p! < 0.05);
    }
  });
});

describe("invariants of a comparison", {timeout: 60_000}, () => {
  it("mee, newcombe and compareMeans flip their signs if the arms are swapped", () => {
    fc.assert(
      fc.property(arm(3000), arm(3000), sample, sample, (a, b, c, d) => {
        for (const interval of [mee, newcombe]) {
          const [lower, upper] = interval(a, b)!;
          const swapped = interval(b, a)!;
          expect(swapped[0]).toBeCloseTo(-upper, 11);
          expect(swapped[1]).toBeCloseTo(-lower, 11);
        }
        const one = compareMeans(c, d);
        const other = compareMeans(d, c);
        expect(other.p).toBeCloseTo(one.p!, 13);
        expect(other.lower! / -one.upper!).toBeCloseTo(1, 12);
      }),
      {numRuns: 200, seed: 13}
    );
  });

  it("koopman(control, variant) inverts its limits if the arms are swapped", () => {
    fc.assert(
      fc.property(arm(3000), arm(3000), (a, b) => {
        fc.pre(a.x > 0 && b.x > 0);
        const [lower, upper] = koopman(a, b)!;
        const swapped = koopman(b, a)!;
        expect(swapped[0] * upper).toBeCloseTo(1, 9);
        expect(swapped[1] * lower).toBeCloseTo(1, 9);
      }),
      {numRuns: 200, seed: 14}
    );
  });

  it("mee and koopman contain the estimate and narrow when the data are ten times as many", () => {
    fc.assert(
      fc.property(arm(500), arm(500), (a, b) => {
        const {difference, lower, upper, lift, liftLower, liftUpper} = compareProportions(a, b);
        expect(lower! <= difference! && difference! <= upper!).toBe(true);
        if (lift !== null) expect(liftLower! <= lift + 1e-12 && lift <= liftUpper! + 1e-12).toBe(true);
        const more = mee({x: a.x * 10, n: a.n * 10}, {x: b.x * 10, n: b.n * 10})!;
        expect(more[1] - more[0]).toBeLessThan(upper! - lower!);
      }),
      {numRuns: 200, seed: 15}
    );
  });

  it("compareMeans(control, variant) keeps t and lift if the metric changes its unit", () => {
    fc.assert(
      fc.property(sample, sample, fc.constantFrom(0.01, 3, 1e6), (a, b, k) => {
        const scale = (s: typeof a) => ({n: s.n, mean: s.mean * k, variance: s.variance * k * k});
        const one = compareMeans(a, b);
        const other = compareMeans(scale(a), scale(b));
        expect(Math.abs(other.t! - one.t!)).toBeLessThan(1e-7 * (1 + Math.abs(one.t!)));
        fc.pre(one.lift !== null && Math.abs(a.mean) > 1);
        if (other.lift !== null) expect(other.liftUpper! / one.liftUpper!).toBeCloseTo(1, 6);
      }),
      {numRuns: 300, seed: 16}
    );
  });
});
