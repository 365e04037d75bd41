import {describe, expect, it} from "vitest";
import {srm} from "../../src/stats/srm.js";

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
});
