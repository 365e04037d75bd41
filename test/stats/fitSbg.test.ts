import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {fitSbg, random, sbgRetention, sbgSurvival} from "../../src/stats/index.js";
import {opportunitiesOf, renewals} from "./survivalData.js";

/** Those expected to be left of n after each renewal under a model, without rounding. */
function leftUnder(alpha: number, beta: number, count: number, n = 1000): number[] {
  return Array.from({length: count + 1}, (_, t) => n * sbgSurvival({alpha, beta}, t));
}

const parameter = fc.double({min: 0.3, max: 6, noNaN: true});

describe("fitSbg", () => {
  it("fitSbg(opportunities) gives the published fits of both segments (Fader and Hardie 2007)", () => {
    const high = fitSbg(opportunitiesOf(renewals.highEnd))!;
    expect(high).toMatchObject({status: "converged", renewals: 7});
    expect(Math.abs(high.alpha - 0.668)).toBeLessThan(0.0005);
    expect(Math.abs(high.beta - 3.806)).toBeLessThan(0.0005);
    expect(Math.abs(high.logLikelihood + 1611.16)).toBeLessThan(0.005);
    const regular = fitSbg(opportunitiesOf(renewals.regular))!;
    expect(Math.abs(regular.alpha - 0.704)).toBeLessThan(0.0005);
    expect(Math.abs(regular.beta - 1.182)).toBeLessThan(0.0005);
    expect(Math.abs(regular.logLikelihood + 1680.27)).toBeLessThan(0.005);
  });

  it("fitSbg(opportunities) has the paper's likelihood: −2115.55 for the high end at alpha and beta 1", () => {
    const rows = opportunitiesOf(renewals.highEnd);
    const atOne = rows.reduce((sum, {renewal, atRisk, lost}) => {
      const stay = sbgRetention({alpha: 1, beta: 1}, renewal);
      return sum + lost * Math.log(1 - stay) + (atRisk - lost) * Math.log(stay);
    }, 0);
    expect(atOne).toBeCloseTo(-2115.55, 2);
    expect(fitSbg(rows)!.logLikelihood).toBeGreaterThan(atOne);
  });

  it("fitSbg(opportunities) of the first four renewals projects the next three (Fader and Hardie 2014)", () => {
    const fit = fitSbg(opportunitiesOf(renewals.regular.slice(0, 5)))!;
    expect(fit.alpha).toBeCloseTo(0.7637, 4);
    expect(fit.beta).toBeCloseTo(1.2958, 4);
    const projected = [1, 2, 3, 4, 5, 6, 7].map((t) => Math.round(1000 * sbgSurvival(fit, t)));
    expect(projected).toEqual([629, 472, 383, 325, 284, 254, 230]);
    const high = fitSbg(opportunitiesOf(renewals.highEnd.slice(0, 5)))!;
    expect(high.alpha).toBeCloseTo(1.281, 4);
    expect(high.beta).toBeCloseTo(7.7904, 4);
    expect((high.alpha + high.beta - 1) / (high.alpha - 1)).toBeCloseTo(28.7, 1);
  });

  it("fitSbg(opportunities) is null under three renewals, without losses, and where nobody stays", () => {
    expect(fitSbg([])).toBeNull();
    expect(fitSbg(opportunitiesOf([1000, 869, 743]))).toBeNull();
    expect(fitSbg([...opportunitiesOf([1000, 869, 743]), {renewal: 3, atRisk: 0, lost: 0}])).toBeNull();
    expect(fitSbg(opportunitiesOf([10, 10, 10, 10]))).toBeNull();
    expect(fitSbg([1, 2, 3].map((renewal) => ({renewal, atRisk: 5, lost: 5})))).toBeNull();
  });

  it("fitSbg(opportunities) says at which edge it is: customers all alike, or divided into two kinds", () => {
    const alike = fitSbg(opportunitiesOf([1000, 800, 640, 512, 409.6]))!;
    expect(alike.status).toBe("alike");
    expect(alike.alpha + alike.beta).toBeGreaterThan(1e6);
    expect(sbgRetention(alike, 1)).toBeCloseTo(0.8, 6);
    expect(sbgRetention(alike, 40)).toBeCloseTo(0.8, 5);
    // Retention that falls is beyond that edge.
    expect(fitSbg(opportunitiesOf([1000, 950, 800, 500, 200]))!.status).toBe("alike");
    // All losses at the first renewal: some leave at once, the others never.
    const split = fitSbg(opportunitiesOf([1000, 600, 600, 600]))!;
    expect(split.status).toBe("divided");
    expect(split.alpha + split.beta).toBeLessThan(1e-6);
    expect(sbgSurvival(split, 3)).toBeCloseTo(0.6, 4);
  });

  it("fitSbg(opportunities) throws on counts that cannot be", () => {
    const row = {renewal: 1, atRisk: 5, lost: 6};
    expect(() => fitSbg([row])).toThrow(new RangeError("invalid successes: 6"));
    expect(() => fitSbg([{...row, renewal: 0.5, lost: 1}])).toThrow(new RangeError("invalid renewal: 0.5"));
  });

  it("fitSbg(opportunities) finds what made the data, also from cohorts seen at different renewals", () => {
    fc.assert(
      fc.property(parameter, parameter, (alpha, beta) => {
        const left = leftUnder(alpha, beta, 9);
        const whole = opportunitiesOf(left);
        // One cohort is seen from its fourth renewal on, another up to its third, in any order.
        const staggered = [...whole.slice(3), ...whole, ...whole.slice(0, 3)].reverse();
        for (const rows of [whole, staggered]) {
          const fit = fitSbg(rows)!;
          expect(fit.status).toBe("converged");
          expect(Math.abs(fit.alpha / alpha - 1)).toBeLessThan(1e-4);
          expect(Math.abs(fit.beta / beta - 1)).toBeLessThan(1e-4);
        }
      }),
      {numRuns: 500}
    );
  });

  it("fitSbg(opportunities) ends at a top for any counts: no point nearby is likelier", () => {
    // Losses that mostly fall from renewal to renewal, as else the top is at the edge.
    const rows = fc
      .array(fc.tuple(fc.integer({min: 5, max: 200}), fc.integer({min: 10, max: 600})), {
        minLength: 3,
        maxLength: 8
      })
      .map((cells) => cells.sort(([, a], [, b]) => b - a))
      .map((cells) =>
        cells.map(([n, share], i) => ({renewal: i + 1, atRisk: n, lost: Math.round((n * share) / 1000)}))
      );
    let tops = 0;
    fc.assert(
      fc.property(rows, (cells) => {
        const fit = fitSbg(cells);
        if (fit === null) return;
        expect(fit.status).not.toBe("not converged");
        // At the edge of the model the top itself is out of reach.
        if (fit.status === "alike" || fit.status === "divided") return;
        ++tops;
        for (const [a, b] of [
          [1.01, 1],
          [0.99, 1],
          [1, 1.01],
          [1, 0.99],
          [1.01, 1.01],
          [0.99, 0.99]
        ]) {
          const near = {alpha: fit.alpha * a!, beta: fit.beta * b!};
          const value = cells.reduce((sum, {renewal, atRisk, lost}) => {
            const all = near.alpha + near.beta + renewal - 1;
            const [gone, kept] = [near.alpha / all, sbgRetention(near, renewal)];
            return sum + (lost && lost * Math.log(gone)) + (atRisk - lost && (atRisk - lost) * Math.log(kept));
          }, 0);
          expect(value).toBeLessThanOrEqual(fit.logLikelihood + 1e-6);
        }
      }),
      {numRuns: 1000}
    );
    expect(tops).toBeGreaterThan(100);
  });

  it("fitSbg(opportunities) recovers the share left of simulated customers beyond the data", () => {
    const next = random(51);
    const errors = Array.from({length: 60}, () => {
      const left = [1500];
      for (let t = 1; t <= 6; ++t) {
        const stay = sbgRetention({alpha: 0.9, beta: 3}, t);
        left.push(Array.from({length: left.at(-1)!}, () => next() < stay).filter(Boolean).length);
      }
      return sbgSurvival(fitSbg(opportunitiesOf(left))!, 12) - sbgSurvival({alpha: 0.9, beta: 3}, 12);
    });
    expect(Math.abs(errors.reduce((sum, e) => sum + e, 0) / errors.length)).toBeLessThan(0.01);
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.08);
  });
});
