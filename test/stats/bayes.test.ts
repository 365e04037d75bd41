import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {betaBinomial} from "../../src/stats/betaBinomial.js";
import {gaussianBayes, normalLoss} from "../../src/stats/gaussianBayes.js";
import {random, randomNormal} from "../../src/stats/random.js";

const proportion = fc
  .tuple(fc.nat(5000), fc.double({min: 0, max: 1, noNaN: true}))
  .map(([n, share]) => ({x: Math.round(n * share), n}));

describe("betaBinomial", () => {
  it("betaBinomial(arms) has chances that make 1 and losses that differ as the means do", () => {
    fc.assert(
      fc.property(
        fc.array(proportion, {minLength: 2, maxLength: 4}),
        fc.constantFrom(0.1, 0.5, 1, 3),
        (arms, worth) => {
          const beliefs = betaBinomial(arms, {prior: [worth, worth]});
          expect(beliefs.reduce((sum, {chance}) => sum + chance, 0)).toBeCloseTo(1, 9);
          const [one, ...others] = beliefs;
          for (const other of others) expect(one!.loss - other.loss).toBeCloseTo(other.mean - one!.mean, 9);
          for (const {loss, chance} of beliefs) {
            expect(loss).toBeGreaterThanOrEqual(0);
            expect(chance).toBeGreaterThanOrEqual(0);
          }
        }
      ),
      {numRuns: 40, seed: 4}
    );
  });

  it("betaBinomial(arms) of equal arms is even", () => {
    for (const arms of [2, 3, 5]) {
      for (const {chance} of betaBinomial(Array.from({length: arms}, () => ({x: 7, n: 90}))))
        expect(chance).toBeCloseTo(1 / arms, 12);
    }
  });

  it("betaBinomial(arms) keeps a chance and a loss that are nearly none", () => {
    const [control, variant] = betaBinomial([
      {x: 500, n: 1000},
      {x: 700, n: 1000}
    ]);
    expect(control!.chance).toBeGreaterThan(0);
    expect(control!.chance).toBeLessThan(1e-18);
    expect(variant!.loss).toBeGreaterThan(0);
    expect(variant!.loss).toBeLessThan(1e-20);
    expect(variant!.chance).toBeCloseTo(1, 14);
  });

  it("betaBinomial(arms) knows nothing of an empty arm but the prior", () => {
    const [, empty] = betaBinomial([
      {x: 20, n: 40},
      {x: 0, n: 0}
    ]);
    expect(empty!.mean).toBe(0.5);
    expect(empty!.lower).toBeCloseTo(0.025, 12);
    expect(empty!.chance).toBeCloseTo(0.5, 12);
  });

  it("betaBinomial(arms, {prior}) throws on counts and priors that are none", () => {
    expect(() => betaBinomial([{x: 3, n: 2}])).toThrow(new RangeError("invalid successes: 3"));
    expect(() => betaBinomial([{x: 1, n: 2}], {prior: [0, 1]})).toThrow(new RangeError("invalid prior: 0"));
  });
});

describe("gaussianBayes", () => {
  it("gaussianBayes with a flat prior says what the interval of the difference says", () => {
    const belief = gaussianBayes({difference: 1.959963984540054, se: 1})!;
    expect(belief.lower).toBeCloseTo(0, 14);
    expect(belief.chance).toBeCloseTo(0.975, 14);
    expect(belief.mean).toBe(1.959963984540054);
  });

  it("gaussianBayes lies between data and prior, by their precisions", () => {
    // precisions 4 and 1: (4·1 + 1·0.5)/5 and 1/√5
    const {mean, sd} = gaussianBayes({difference: 1, se: 0.5}, {mean: 0.5, sd: 1})!;
    expect(mean).toBeCloseTo(0.9, 14);
    expect(sd).toBeCloseTo(1 / Math.sqrt(5), 14);
  });

  it("gaussianBayes has losses that differ by the mean and that a simulation finds", () => {
    const {loss, mean, sd} = gaussianBayes({difference: 0.4, se: 1}, {sd: 2})!;
    expect(loss.control - loss.variant).toBeCloseTo(mean, 14);
    const next = random(8);
    let shortfall = 0;
    const draws = 200_000;
    for (let i = 0; i < draws; ++i) shortfall += Math.max(0, -(mean + sd * randomNormal(next))) / draws;
    expect(Math.abs(shortfall - loss.variant)).toBeLessThan((4 * 0.6) / Math.sqrt(draws));
  });

  it("normalLoss(z) keeps its digits in the far tail and is smooth where the forms meet", () => {
    // mpmath 1.4.1 with 60 digits
    const known = [
      [2, 0.00849070261682964],
      [5, 5.346165533832815e-8],
      [30, 1.6319567340914e-199],
      [37, 1.5451991905122e-301]
    ] as const;
    for (const [z, value] of known) expect(normalLoss(z) / value).toBeCloseTo(1, 13);
    const slope = (normalLoss(1.2 - 1e-7) - normalLoss(1.2 + 1e-7)) / 2e-7;
    expect(slope).toBeCloseTo(0.11506967022170828, 7);
    expect(normalLoss(-50)).toBe(50);
  });

  it("gaussianBayes has no answer without noise", () => {
    expect(gaussianBayes({difference: 1, se: 0})).toBeNull();
    expect(() => gaussianBayes({difference: 1, se: 1}, {sd: 0})).toThrow(new RangeError("invalid prior: 0"));
    expect(() => gaussianBayes({difference: 1, se: -1})).toThrow(new RangeError("invalid se: -1"));
  });
});
