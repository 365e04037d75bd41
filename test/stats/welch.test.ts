import {describe, expect, it} from "vitest";
import {fieller} from "../../src/stats/fieller.js";
import {welch} from "../../src/stats/welch.js";

const sample = {n: 20, mean: 5, variance: 4};

describe("welch and fieller", () => {
  it("welch(control, variant) returns null with one unit, or without spread in both arms", () => {
    expect(welch({n: 1, mean: 5, variance: null}, sample)).toBeNull();
    expect(welch({n: 20, mean: 5, variance: 0}, {n: 20, mean: 6, variance: 0})).toBeNull();
    expect(welch({n: 20, mean: 5, variance: 0}, sample)!.df).toBe(19);
  });

  it("welch(control, variant) keeps a p-value that 1 − cdf would round to 0", () => {
    // Spotify Confidence's own test prints 0 for these data.
    const control = {n: 104, mean: 3, variance: (984 - 312 ** 2 / 104) / 103};
    const variant = {n: 1009, mean: 1969 / 1009, variance: (5767 - 1969 ** 2 / 1009) / 1008};
    expect(welch(control, variant)!.p / 5.553362264519e-29).toBeCloseTo(1, 9);
  });

  it("welch(control, variant) neither overflows nor underflows in its degrees of freedom", () => {
    expect(welch({n: 5, mean: 0, variance: 1e200}, {n: 5, mean: 0, variance: 1e200})!.df).toBeCloseTo(8, 12);
    expect(welch({n: 5, mean: 0, variance: 1e-200}, {n: 5, mean: 0, variance: 1e-200})!.df).toBeCloseTo(8, 12);
  });

  it("welch(control, variant) throws on a negative variance", () => {
    expect(() => welch({n: 5, mean: 0, variance: -1}, sample)).toThrow(new RangeError("invalid variance: -1"));
  });

  it("fieller(control, variant, critical) returns null where the control cannot be told from 0", () => {
    expect(fieller({n: 4, mean: 0.5, variance: 4}, sample, 2)).toBeNull();
    expect(fieller({n: 4, mean: 0, variance: 4}, sample, 2)).toBeNull();
    expect(fieller({n: 4, mean: 2.1, variance: 4}, sample, 2)!.g).toBeLessThan(1);
  });

  it("fieller(control, variant, critical) gives a gain the sign of a gain over a negative control", () => {
    const {lower, upper} = fieller({n: 100, mean: -10, variance: 1}, {n: 100, mean: -8, variance: 1}, 1.96)!;
    expect(lower).toBeGreaterThan(0.15);
    expect(upper).toBeLessThan(0.25);
  });
});
