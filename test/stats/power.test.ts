import {describe, expect, it} from "vitest";
import {integrate, gaussLegendre} from "../../src/stats/gaussLegendre.js";
import {nonCentralT} from "../../src/stats/nonCentralT.js";
import {normalUpper} from "../../src/stats/normal.js";
import {pooledZ} from "../../src/stats/pooledZ.js";
import * as power from "../../src/stats/power.js";
import {random} from "../../src/stats/random.js";
import {tUpper} from "../../src/stats/studentT.js";

const both = (n: number) => ({control: n, variant: n});

describe("gaussLegendre", () => {
  it("gaussLegendre(n) is exact for polynomials up to degree 2n − 1", () => {
    for (const n of [1, 2, 5, 64, 128, 300]) {
      const degree = Math.min(2 * n - 1, 40);
      const exact = (1 + (-1) ** degree) / (degree + 1);
      expect(integrate((x) => x ** degree, -1, 1, n)).toBeCloseTo(exact, 12);
      expect(gaussLegendre(n).weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(2, 12);
    }
  });

  it("gaussLegendre(n) throws on what is no number of nodes", () => {
    expect(() => gaussLegendre(0)).toThrow(new RangeError("invalid number of nodes: 0"));
  });
});

describe("nonCentralT", () => {
  // mpmath 1.4.1, 40 digits, the same integral in pieces
  it.each([
    [[2.024394164, 38, 3.1622776601683795], 0.13104719832651673, 0.8689528016734832],
    [[2, 1, 1], 0.6228719644602817, 0.37712803553971835],
    [[-5, 3, 2], 5.683154000999581e-5, 0.99994316845999],
    [[40, 10, 3], 0.9999999974187103, 2.5812897808361834e-9],
    [[3, 1000, 2.5], 0.6908037905144138, 0.30919620948558624],
    [[1.96, 5998, 1.936], 0.5095395840517399, 0.4904604159482601],
    [[0, 5, -1.5], 0.9331927987311419, 0.06680720126885807],
    [[12, 30, 3], 0.999999908236527, 9.17634730551333e-8]
  ] as const)("nonCentralT(%j) agrees with mpmath in both tails", ([t, df, delta], below, above) => {
    const tails = nonCentralT(t, df, delta);
    expect(tails[0] / below).toBeCloseTo(1, 11);
    expect(tails[1] / above).toBeCloseTo(1, 11);
  });

  it("nonCentralT(t, df, ∞) leaves nothing below, so a difference without noise is always seen", () => {
    const [below, above] = nonCentralT(2, 38, Infinity);
    expect(below).toBe(0);
    expect(above).toBeCloseTo(1, 10);
    expect(power.powerOfMeans({difference: 1e300, sd: 1e-300}, {control: 20, variant: 20})).toBeCloseTo(1, 10);
    expect(() => nonCentralT(Infinity, 38, Infinity)).toThrow("invalid delta: Infinity");
  });

  it("nonCentralT(t, df, 0) is Student's t, and normal for endless df", () => {
    for (const df of [1, 7, 300]) expect(nonCentralT(2, df, 0)[1]).toBeCloseTo(tUpper(2, df), 12);
    expect(nonCentralT(2, 1e13, 0.5)[1]).toBe(normalUpper(1.5));
    expect(nonCentralT(2, 1e10, 0.5)[1]).toBeCloseTo(normalUpper(1.5), 9);
  });
});

describe("power", () => {
  it("powerOfProportions is the share of simulated tests that reject, arms unequal", () => {
    const next = random(12);
    const draw = (n: number, p: number) => Array.from({length: n}, () => +(next() < p)).reduce((sum, x) => sum + x, 0);
    const runs = 3000;
    let rejected = 0;
    for (let run = 0; run < runs; ++run) {
      const test = pooledZ({x: draw(120, 0.3), n: 120}, {x: draw(300, 0.45), n: 300});
      if (test!.p < 0.05) ++rejected;
    }
    const expected = power.powerOfProportions({control: 0.3, variant: 0.45}, {control: 120, variant: 300});
    // three standard errors, and a percentage point for the discreteness of the test
    expect(Math.abs(rejected / runs - expected)).toBeLessThan(3 * Math.sqrt(0.16 / runs) + 0.01);
  });

  it("the power at no difference is alpha where both sides count", () => {
    const rates = {control: 0.1, variant: 0.1};
    expect(power.powerOfProportions(rates, both(500), {strict: true})).toBeCloseTo(0.05, 12);
    expect(power.powerOfMeans({difference: 0, sd: 2}, both(9), {strict: true})).toBeCloseTo(0.05, 11);
    expect(power.powerOfMeans({difference: 0, sd: 2}, both(9), {sides: 1})).toBeCloseTo(0.05, 11);
  });

  it("solvePower finds the effect that a sample detects, and the sample that detects it", () => {
    const of = (n: number, effect: number) => power.powerOfProportions({control: 0.1, variant: 0.1 + effect}, both(n));
    const mde = power.solvePower((effect) => of(3840.84748243445, effect), 0.8, [1e-6, 0.9])!;
    expect(mde).toBeCloseTo(0.02, 8);
    expect(power.solvePower((n) => of(n, mde), 0.8)).toBeCloseTo(3840.8475, 3);
    expect(power.solvePower(() => 0.5, 0.8)).toBeNull();
    expect(power.solvePower(() => 0.9, 0.8)).toBe(2);
  });

  it("equal arms need the fewest units", () => {
    const rates = {control: 0.1, variant: 0.12};
    const total = (ratio: number) =>
      (1 + ratio) * power.solvePower((n) => power.powerOfProportions(rates, {control: n, variant: ratio * n}), 0.8)!;
    expect(total(1)).toBeLessThan(total(0.5));
    expect(total(1)).toBeLessThan(total(2));
    expect(total(9) / total(1)).toBeGreaterThan(2.5);
  });

  it("powerOfNonInferiority is that of one-sided superiority where the margin is 0", () => {
    const rates = {control: 0.1, variant: 0.13};
    const options = {alpha: 0.025, sides: 1} as const;
    expect(power.powerOfNonInferiority(rates, both(900), {margin: 0})).toBeCloseTo(
      power.powerOfProportions(rates, both(900), options),
      12
    );
    const worse = {control: 0.1, variant: 0.08};
    expect(power.powerOfNonInferiority(worse, both(900), {margin: 0.02})).toBeCloseTo(0.025, 12);
  });

  it("designEffect(accounts) grows with size, spread and likeness", () => {
    expect(power.designEffect({size: 1, icc: 0.5})).toBe(1);
    expect(power.designEffect({size: 20, icc: 0})).toBe(1);
    expect(power.designEffect({size: 20, icc: 0.05})).toBeCloseTo(1.95, 14);
    expect(power.designEffect({size: 20, cv: 1, icc: 0.05})).toBeCloseTo(2.95, 14);
  });

  it("throws on what cannot be planned", () => {
    expect(() => power.powerOfProportions({control: 0.1, variant: 1.2}, both(9))).toThrow(
      new RangeError("invalid probability: 1.2")
    );
    expect(() => power.powerOfMeans({difference: 1, sd: 0}, both(9))).toThrow(new RangeError("invalid sd: 0"));
    expect(() => power.designEffect({size: 0, icc: 0.1})).toThrow(new RangeError("invalid size: 0"));
    expect(() => power.powerOfNonInferiority({control: 0.1, variant: 0.1}, both(9), {margin: 1})).toThrow(
      new RangeError("invalid margin: 1")
    );
    expect(power.powerOfMeans({difference: 1, sd: 1}, both(1))).toBe(0);
    expect(power.daysFor(100, 0)).toBeNull();
  });
});
