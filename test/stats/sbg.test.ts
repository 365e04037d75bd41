import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {
  discountedLifetime,
  discountedResidualLifetime,
  fitSbg,
  sbgRetention,
  sbgSurvival
} from "../../src/stats/index.js";
import {opportunitiesOf, renewals} from "./survivalData.js";

const high = fitSbg(opportunitiesOf(renewals.highEnd))!;
const regular = fitSbg(opportunitiesOf(renewals.regular))!;
const model = fc.record({
  alpha: fc.double({min: 0.05, max: 20, noNaN: true}),
  beta: fc.double({min: 0.05, max: 20, noNaN: true})
});

/** The lifetime by its plain series. */
function series(fit: {alpha: number; beta: number}, from: number, rate: number): number {
  let [sum, term] = [0, 1];
  for (let t = from; term > 1e-17 * sum && t < 1e6; ++t) {
    sum += term;
    term *= sbgRetention(fit, t) / (1 + rate);
  }
  return sum;
}

describe("sbg", () => {
  it("sbgSurvival(fit, renewals) projects the segments five renewals beyond the data (Fader and Hardie 2007)", () => {
    const projected = (fit: typeof high) =>
      [8, 9, 10, 11, 12].map((t) => Math.round(1000 * sbgSurvival(fit, t)) / 1000);
    expect(projected(high)).toEqual([0.46, 0.436, 0.414, 0.395, 0.378]);
    expect(projected(regular)).toEqual([0.22, 0.204, 0.191, 0.18, 0.17]);
  });

  it("sbgRetention(fit, renewal) rises over the first five renewals of the high end", () => {
    const curve = [1, 2, 3, 4, 5].map((t) => sbgRetention(high, t));
    [0.8507, 0.878, 0.8968, 0.9106, 0.9212].forEach((r, i) => expect(Math.abs(curve[i]! - r)).toBeLessThan(0.00006));
  });

  it("discountedLifetime(fit, .1) is 5.922 and 3.695 periods", () => {
    expect(Math.abs(discountedLifetime(high, 0.1)! - 5.922)).toBeLessThan(0.0005);
    expect(Math.abs(discountedLifetime(regular, 0.1)! - 3.695)).toBeLessThan(0.0005);
  });

  it("discountedResidualLifetime(fit, period, .1) is 7.530 after seven renewals and 7.345 after six", () => {
    expect(Math.abs(discountedResidualLifetime(high, 8, 0.1)! - 7.53)).toBeLessThan(0.0005);
    expect(Math.abs(discountedResidualLifetime(high, 7, 0.1)! - 7.345)).toBeLessThan(0.0005);
  });

  it("discountedLifetime(fit, 0) is the mean tenure where alpha is above 1, and has no end otherwise", () => {
    expect(discountedLifetime({alpha: 3, beta: 4}, 0)).toBe(3);
    // A customer in period 2 renews with probability 5/8, and then stays (3 + 6 − 1)/(3 − 1) periods in the mean.
    expect(discountedResidualLifetime({alpha: 3, beta: 4}, 2, 0)).toBeCloseTo((5 / 8) * 4, 12);
    expect(discountedLifetime({alpha: 1, beta: 4}, 0)).toBeNull();
    expect(discountedResidualLifetime(high, 1, 0)).toBeNull();
    expect(discountedLifetime({alpha: 3, beta: 4}, 1e-9)).toBeCloseTo(3, 6);
    expect(Number.isFinite(discountedLifetime(high, 1e-9))).toBe(true);
  });

  it("discountedLifetime(fit, rate) of customers all alike is a geometric sum", () => {
    const alike = fitSbg(opportunitiesOf([1000, 800, 640, 512]))!;
    expect(discountedLifetime(alike, 0.1)).toBeCloseTo(1 / (1 - 0.8 / 1.1), 4);
  });

  it("sbg functions throw on renewals and rates that cannot be", () => {
    expect(() => sbgSurvival(high, 1.5)).toThrow(new RangeError("invalid renewals: 1.5"));
    expect(() => sbgRetention(high, 0)).toThrow(new RangeError("invalid renewal: 0"));
    expect(() => discountedResidualLifetime(high, 0, 0.1)).toThrow(new RangeError("invalid period: 0"));
    expect(() => discountedLifetime(high, -0.1)).toThrow(new RangeError("invalid rate: -0.1"));
  });

  it("sbgSurvival(fit, renewals) is 1 at 0 and what losses leave; retention rises", () => {
    fc.assert(
      fc.property(model, fc.integer({min: 1, max: 40}), (fit, n) => {
        expect(sbgSurvival(fit, 0)).toBe(1);
        // P(lost at t) by the recursion of the paper: α/(α+β), then times (β+t−2)/(α+β+t−1).
        let [p, lost] = [fit.alpha / (fit.alpha + fit.beta), 0];
        for (let t = 1; t <= n; ++t) {
          lost += p;
          p *= (fit.beta + t - 1) / (fit.alpha + fit.beta + t);
          expect(sbgRetention(fit, t + 1)).toBeGreaterThan(sbgRetention(fit, t));
        }
        expect(lost).toBeCloseTo(1 - sbgSurvival(fit, n), 12);
      }),
      {numRuns: 500}
    );
  });

  it("lifetimes are their plain series, and fall as the discount grows", () => {
    fc.assert(
      fc.property(
        model,
        fc.double({min: 0.005, max: 2, noNaN: true}),
        fc.integer({min: 1, max: 30}),
        (fit, rate, period) => {
          const lifetime = discountedLifetime(fit, rate)!;
          expect(lifetime / series(fit, 1, rate)).toBeCloseTo(1, 9);
          const residual = series(fit, period, rate) - 1;
          expect((discountedResidualLifetime(fit, period, rate)! * (1 / (1 + rate))) / residual).toBeCloseTo(1, 8);
          expect(discountedLifetime(fit, rate * 1.1)!).toBeLessThan(lifetime);
        }
      ),
      {numRuns: 500}
    );
  });
});
