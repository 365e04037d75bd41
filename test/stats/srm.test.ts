import {describe, expect, it} from "vitest";
import {logBayesFactor, srm} from "../../src/stats/srm.js";

describe("srm", () => {
  it("srm(counts, weights) finds the mismatch of Kohavi's example", () => {
    const {chi2, p, flag} = srm([821588, 815482], [1, 1]);
    expect(chi2).toBeCloseTo(22.774, 3);
    expect(p).toBeCloseTo(1.8217928726e-6, 15);
    expect(flag).toBe(true);
  });

  it("srm(counts, weights) leaves out arms of weight 0, degrees of freedom included", () => {
    const {df, p, expected} = srm([500, 400, 0], [0.5, 0.5, 0]);
    expect(df).toBe(1);
    expect(p).toBeCloseTo(0.000858, 6);
    expect(expected).toEqual([450, 450, null]);
  });

  it("srm(counts, weights) has no p if an arm expects fewer than five units or there is one arm", () => {
    expect(srm([3, 6], [1, 1])).toMatchObject({chi2: null, p: null, flag: false});
    expect(srm([3, 6], [1, 1]).reason).toBe("fewer than five units expected in an arm");
    expect(srm([30], [1])).toMatchObject({p: null, eValue: 1, reason: "fewer than two arms"});
    expect(srm([0, 0], [1, 1])).toMatchObject({p: null, eValue: 1, flag: false});
  });

  it("srm(counts, weights) keeps far p-values, and e-values a number", () => {
    const {p, eValue} = srm([2000, 1000], [1, 1]);
    expect(p).toBeGreaterThan(0);
    expect(p).toBeLessThan(1e-70);
    expect(eValue).toBeGreaterThan(1e60);
    expect(srm([100000, 0], [1, 1]).eValue).toBe(Number.MAX_VALUE);
  });

  it("srm(counts, weights) does not depend on the order of arms or the unit of weights", () => {
    const one = srm([310, 98, 402], [3, 1, 4]);
    const other = srm([402, 310, 98], [0.5, 0.375, 0.125]);
    expect(other.p).toBeCloseTo(one.p!, 13);
    expect(other.eValue / one.eValue).toBeCloseTo(1, 11);
  });

  it("srm(counts, weights) throws on weights that are no plan", () => {
    expect(() => srm([1, 2], [0, 0])).toThrow(new RangeError("invalid weights: 0, 0"));
    expect(() => srm([1, 2], [1])).toThrow(new RangeError("invalid weights: 1 for 2 arms"));
    expect(() => srm([1, -2], [1, 1])).toThrow(new RangeError("invalid count: -2"));
  });

  it("srm(counts, weights) has an e-value that averages 1 under the plan, so it passes 1000 in one of 1000 at most", () => {
    // All splits of 60 units, weighed by their binomial probability: an e-value has expectation 1.
    let mean = 0;
    for (let x = 0, probability = 0.3 ** 60; x <= 60; ++x) {
      mean += probability * srm([60 - x, x], [0.3, 0.7]).eValue;
      probability *= ((60 - x) / (x + 1)) * (0.7 / 0.3);
    }
    expect(mean).toBeCloseTo(1, 9);
  });

  it("srm(counts, weights) averages what concentrations from 100 to 100,000 see", () => {
    const [counts, shares] = [
      [1000, 1200],
      [0.5, 0.5]
    ];
    const factors = [1e2, 1e3, 1e4, 1e5].map((k) => Math.exp(logBayesFactor(counts!, shares!, [k / 2, k / 2])));
    expect(srm(counts!, shares!).eValue).toBeCloseTo(factors.reduce((sum, factor) => sum + factor, 0) / 4, 8);
    expect(1 / factors[2]!).toBeCloseTo(0.21, 2);
    expect(1 / factors[0]!).toBeCloseTo(8e-4, 4);
  });
});
