import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {advance, crossing, startPath} from "../../src/stats/brownianPath.js";
import {groupBoundaries} from "../../src/stats/groupBoundaries.js";
import {driftForPower, groupPower, sequentialInflation} from "../../src/stats/groupPower.js";
import {normalUpper, normalUpperQuantile} from "../../src/stats/normal.js";
import {sequentialEstimate} from "../../src/stats/sequentialEstimate.js";
import {spentAlpha} from "../../src/stats/spentAlpha.js";

const equal = (looks: number) => Array.from({length: looks}, (_, i) => (i + 1) / looks);
const families = ["obrien-fleming", "pocock", "power", "hwang-shih-decani"] as const;

describe("spentAlpha", () => {
  it("spentAlpha(t) rises from 0 to alpha in every family, and stays there", () => {
    for (const family of families) {
      const spent = equal(20).map((t) => spentAlpha(t, {family}));
      expect(spentAlpha(0, {family})).toBe(0);
      spent.forEach((value, i) => expect(value).toBeGreaterThan(spent[i - 1] ?? 0));
      expect(spentAlpha(1 - 1e-12, {family})).toBeCloseTo(0.05, 10);
      expect(spentAlpha(3, {family})).toBe(0.05);
    }
  });

  it("spentAlpha(t, options) throws on what is no fraction, level or exponent", () => {
    expect(() => spentAlpha(-0.1)).toThrow(new RangeError("invalid information fraction: -0.1"));
    expect(() => spentAlpha(0.5, {alpha: 0})).toThrow(new RangeError("invalid alpha: 0"));
    expect(() => spentAlpha(0.5, {family: "power", exponent: 0})).toThrow(new RangeError("invalid exponent: 0"));
  });
});

describe("groupBoundaries", () => {
  it("groupBoundaries([1]) is the fixed test", () => {
    for (const family of families) expect(groupBoundaries([1], {family})[0]!.z).toBeCloseTo(1.959963984540054, 10);
  });

  it("groupBoundaries(fractions) is crossed under the null with the alpha spent, look by look", () => {
    for (const family of families) {
      const looks = groupBoundaries([0.1, 0.3, 0.35, 0.8, 1], {family});
      let spent = 0;
      groupPower(looks, 0).stops.forEach(({above, below}, i) => {
        spent += above + below;
        expect(spent).toBeCloseTo(looks[i]!.spent, 10);
      });
    }
  });

  it("groupBoundaries(fractions) spends as it says, and its estimates are in order, for any looks", () => {
    const looksOf = fc.uniqueArray(fc.integer({min: 1, max: 1300}), {minLength: 1, maxLength: 6});
    fc.assert(
      fc.property(
        looksOf,
        fc.constantFrom(...families),
        fc.constantFrom(0.3, 0.05, 0.0001),
        fc.double({min: -30, max: 30, noNaN: true}),
        (thousandths, family, alpha, z) => {
          const fractions = thousandths.sort((a, b) => a - b).map((part) => part / 1000);
          const looks = groupBoundaries(fractions, {family, alpha});
          const {power, wrong} = groupPower(looks, 0);
          expect(Math.abs(power + wrong - looks.at(-1)!.spent)).toBeLessThan(1e-10 * alpha);
          const {adjusted, crossed} = sequentialEstimate(looks, {difference: z, se: 1, alpha, isFinal: true})!;
          const {lower, estimate, upper, p} = adjusted!;
          expect(lower).toBeLessThan(estimate);
          expect(estimate).toBeLessThan(upper);
          expect(p <= looks.at(-1)!.spent * (1 + 1e-9)).toBe(crossed);
        }
      ),
      {numRuns: 60, seed: 7}
    );
  });

  it("groupBoundaries(fractions) sets a bound no higher than 8.5, and spends later what that leaves", () => {
    const looks = groupBoundaries([0.01, 0.5, 1]);
    expect(looks[0]!.z).toBe(8.5);
    expect(looks[0]!.spent).toBeLessThan(1e-16);
    expect(looks[2]).toMatchObject({spent: 0.05});
    expect(looks[1]!.z).toBeCloseTo(groupBoundaries([0.5, 1])[0]!.z, 8);
  });

  it("groupBoundaries(fractions) takes a look whose information hardly grew, or fell, for the look before", () => {
    const [first, same, fewer, last] = groupBoundaries([0.5, 0.500009, 0.49, 1]);
    expect(same!.z).toBe(first!.z);
    expect(fewer!.z).toBe(first!.z);
    expect(last!.z).toBeCloseTo(groupBoundaries([0.5, 1])[1]!.z, 12);
    expect(groupBoundaries([0, 1]).map(({z}) => z)).toEqual([8.5, groupBoundaries([1])[0]!.z]);
  });

  it("groupBoundaries(fractions) rescales an overrun, or keeps the looks before it", () => {
    const rescaled = groupBoundaries([0.6, 1.2], {overrun: "rescale"});
    expect(rescaled).toEqual(groupBoundaries([0.5, 1]));
    const kept = groupBoundaries([0.6, 1.2, 1.4]);
    expect(kept[0]).toEqual(groupBoundaries([0.6, 1])[0]);
    expect(kept.map(({spent}) => spent)).toEqual([kept[0]!.spent, 0.05, expect.closeTo(0.05, 14)]);
    expect(kept[2]!.z).toBe(8.5);
    const {power, wrong} = groupPower(kept.slice(0, 2), 0);
    expect(power + wrong).toBeCloseTo(0.05, 10);
    const late = groupPower([kept[0]!, {fraction: 1.2, z: rescaled[1]!.z}], 0);
    expect(late.power + late.wrong).toBeGreaterThan(0.051);
  });

  it("groupBoundaries(fractions, {isFinal}) spends the rest at an end before its time", () => {
    const [, last] = groupBoundaries([0.5, 0.7], {isFinal: true});
    expect(last!.spent).toBe(0.05);
    expect(last!.z).toBeLessThan(groupBoundaries([0.5, 0.7])[1]!.z);
  });

  it("groupBoundaries(fractions) spends half of a two-sided alpha on each side", () => {
    const two = groupBoundaries(equal(4), {alpha: 0.05});
    const one = groupBoundaries(equal(4), {alpha: 0.025, sides: 1});
    two.forEach(({z}, i) => expect(z).toBeCloseTo(one[i]!.z, 6));
  });

  it("groupBoundaries(fractions) throws on what is no fraction", () => {
    expect(() => groupBoundaries([0.5, NaN])).toThrow(new RangeError("invalid information fraction: NaN"));
    expect(groupBoundaries([])).toEqual([]);
  });
});

describe("brownianPath", () => {
  it("advance(path, time, lower, upper) has nobody lost: stopped and going on make 1", () => {
    const path = advance(advance(startPath(), 0.3, -1, 1.4), 1, -0.5, 2);
    const first = normalUpper(1.4 / Math.sqrt(0.3)) + normalUpper(1 / Math.sqrt(0.3));
    const before = advance(startPath(), 0.3, -1, 1.4);
    const stopped = crossing(before, 1, 2).above + (1 - first - crossing(before, 1, -0.5).above);
    expect(first + stopped + path.masses.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 12);
  });

  it("crossing(path, time, bound, drift) has the slopes of its probability", () => {
    const path = advance(startPath(), 0.4, -1, 1.2);
    const at = (bound: number, drift: number) => crossing(path, 1, bound, drift).above;
    const {density, slope} = crossing(path, 1, 1.5, 0.8);
    expect(density).toBeCloseTo((at(1.4999, 0.8) - at(1.5001, 0.8)) / 2e-4, 7);
    expect(slope).toBeCloseTo((at(1.5, 0.8001) - at(1.5, 0.7999)) / 2e-4, 7);
  });
});

describe("groupPower", () => {
  const flat = (looks: number, c: number, falls: boolean) =>
    equal(looks).map((fraction) => ({fraction, z: falls ? c / Math.sqrt(fraction) : c}));

  it("groupPower(looks, drift) is that of the z test for one look", () => {
    const {power, wrong, expected} = groupPower([{fraction: 1, z: 1.96}], 2.5);
    expect(power).toBeCloseTo(normalUpper(1.96 - 2.5), 14);
    expect(wrong).toBeCloseTo(normalUpper(1.96 + 2.5), 14);
    expect(expected).toBe(1);
  });

  it("driftForPower(looks, power) needs 1.229 times the information for Pocock's five looks, 1.028 for O'Brien and Fleming's", () => {
    // Jennison and Turnbull (2000), tables 2.2 and 2.4: alpha .05, power .8.
    const fixed = normalUpperQuantile(0.025) + normalUpperQuantile(0.2);
    expect((driftForPower(flat(5, 2.4132, false), 0.8) / fixed) ** 2).toBeCloseTo(1.229, 3);
    expect((driftForPower(flat(5, 2.04, true), 0.8) / fixed) ** 2).toBeCloseTo(1.028, 3);
  });

  it("sequentialInflation(fractions) is 1 for one look, and what restores the power for many", () => {
    expect(sequentialInflation([1])).toBeCloseTo(1, 9);
    const inflation = sequentialInflation(equal(14), {power: 0.9});
    const drift = (normalUpperQuantile(0.025) + normalUpperQuantile(0.1)) * Math.sqrt(inflation);
    expect(groupPower(groupBoundaries(equal(14)), drift).power).toBeCloseTo(0.9, 9);
    expect(sequentialInflation(equal(14), {family: "pocock"})).toBeGreaterThan(1.2);
  });

  it("groupPower(looks, drift) mirrors", () => {
    const looks = groupBoundaries(equal(5));
    const [to, fro] = [groupPower(looks, 2), groupPower(looks, -2)];
    expect(fro.wrong).toBeCloseTo(to.power, 12);
    expect(fro.expected).toBeCloseTo(to.expected, 12);
  });
});

describe("sequentialEstimate", () => {
  // scipy 1.17.1, multivariate_normal.cdf over the same regions and brentq: no recursion.
  it.each([
    [[0.3, 0.7], [3.2, 2.4], 2.9, [2.8823296138881815, 0.8962651331997318, 4.849637895502202, 0.004820186136536604]],
    [
      [0.25, 0.5, 0.75],
      [4.332633646, 2.963131598, 2.359044285],
      2.6,
      [2.5783340884492296, 0.6008424987130667, 4.545537535442506, 0.010759022211094777]
    ],
    [[0.2, 0.5, 1], [2.4, 2.4, 2.3], 2.35, [2.251217706283064, 0.08111536540723095, 4.256542472329891, 0.042963484]],
    [[0.5, 1], [2.178, 2.178], 1.1, [1.0918152109756614, -0.8772963116525063, 3.054857105799196, 0.2765134993690638]]
  ])("sequentialEstimate agrees with multivariate normal integrals, looks at %j", (fractions, bounds, z, expected) => {
    const looks = fractions.map((fraction, i) => ({fraction, z: bounds[i]!}));
    const {estimate, lower, upper, p} = sequentialEstimate(looks, {difference: z, se: 1, isFinal: true})!.adjusted!;
    [estimate, lower, upper, p].forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));
  });

  it("sequentialEstimate at the first look is the z test", () => {
    const {adjusted} = sequentialEstimate([{fraction: 0.3, z: 2}], {difference: -0.5, se: 0.2})!;
    expect(adjusted!.estimate).toBeCloseTo(-0.5, 9);
    expect(adjusted!.lower).toBeCloseTo(-0.5 - 0.2 * 1.959963984540054, 9);
    expect(adjusted!.upper).toBeCloseTo(-0.5 + 0.2 * 1.959963984540054, 9);
    expect(adjusted!.p).toBeCloseTo(2 * normalUpper(2.5), 12);
  });

  it("sequentialEstimate has p at the alpha spent exactly on the boundary, with an interval that ends at 0", () => {
    const looks = groupBoundaries(equal(5));
    for (const made of [1, 3, 5]) {
      const {z, spent} = looks[made - 1]!;
      const at = sequentialEstimate(looks.slice(0, made), {difference: 2 * z, se: 2, alpha: spent})!;
      expect(at.crossed).toBe(true);
      expect(at.adjusted!.p).toBeCloseTo(spent, 9);
      expect(at.adjusted!.lower).toBeCloseTo(0, 5);
      expect(at.repeated[0]).toBeCloseTo(0, 9);
    }
  });

  it("sequentialEstimate shrinks what stopped early after a first look, mirrors, and scales", () => {
    const looks = groupBoundaries([0.4, 0.6, 0.8]);
    const up = sequentialEstimate(looks, {difference: 3, se: 1})!.adjusted!;
    const down = sequentialEstimate(looks, {difference: -0.3, se: 0.1})!.adjusted!;
    expect(up.estimate).toBeLessThan(3);
    expect(down.estimate).toBeCloseTo(-up.estimate / 10, 9);
    expect(down.upper).toBeCloseTo(-up.lower / 10, 9);
    expect(down.p).toBeCloseTo(up.p, 14);
  });

  it("sequentialEstimate has no adjusted estimate while the test runs", () => {
    const looks = groupBoundaries([0.4, 0.6]);
    expect(sequentialEstimate(looks, {difference: 1, se: 1})).toMatchObject({crossed: false, adjusted: null});
    expect(sequentialEstimate(looks, {difference: 1, se: 0})).toBeNull();
    expect(() => sequentialEstimate([], {difference: 1, se: 1})).toThrow(new RangeError("missing looks"));
    expect(() => sequentialEstimate(looks, {difference: 1, se: NaN})).toThrow(new RangeError("invalid se: NaN"));
  });

  it("sequentialEstimate takes a repeated look for one look", () => {
    const once = sequentialEstimate(groupBoundaries([0.4, 0.6]), {difference: 3.5, se: 1})!.adjusted!;
    const twice = sequentialEstimate(groupBoundaries([0.4, 0.4, 0.6]), {difference: 3.5, se: 1})!.adjusted!;
    expect(twice.estimate).toBeCloseTo(once.estimate, 12);
  });
});
