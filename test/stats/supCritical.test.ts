import {describe, expect, it} from "vitest";
import {normalUpperQuantile, supP} from "../../src/stats/index.js";

/** Influences of two estimates of error 1 that share nothing, or everything. */
const apart = [
  [1, 0],
  [0, 1]
];
const alike = [
  [1, 0],
  [1, 0]
];
const t = normalUpperQuantile(0.025);
const draws = 40_000;
// Four standard errors of a share of .05 to .1 among as many draws.
const near = (value: number | null, share: number) =>
  expect(Math.abs(value! - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / draws));

describe("supP", () => {
  it("is the two-sided p of one estimate, and of two that are one", () => {
    near(supP([t], [[1, 0]], {draws}), 0.05);
    near(supP([-t, 0.1], alike, {draws}), 0.05);
    near(supP([2 * t], [[2, 0]], {draws}), 0.05);
  });

  it("counts that two estimates give two chances: 1 − .95²", () => {
    near(supP([0, -t], apart, {draws}), 0.0975);
    near(supP([t, t], apart, {draws}), 0.0975);
  });

  it("is never 0, and null without spread", () => {
    expect(supP([100], [[1, 0]], {draws: 999})).toBe(1 / 1000);
    expect(supP([0, 3], [[1, 0], [0, 0]], {draws: 99})).toBe(1); // prettier-ignore
    expect(supP([3], [[0, 0]])).toBeNull();
    expect(supP([], [])).toBeNull();
    expect(() => supP([1], [])).toThrow("invalid estimates: 1 for 0 influences");
  });
});
