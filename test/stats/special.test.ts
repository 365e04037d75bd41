import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {betaQuantile, incompleteBeta} from "../../src/stats/beta.js";
import {
  chiSquareUpper,
  deviance,
  gammaQuantile,
  incompleteGamma,
  logGamma,
  stirlingError
} from "../../src/stats/gamma.js";
import {normalCdf, normalQuantile, normalUpper, normalUpperQuantile} from "../../src/stats/normal.js";
import {tQuantile, tTwoSided, tUpper, tUpperQuantile} from "../../src/stats/studentT.js";

const file = new URL("../oracle/special.json", import.meta.url);
const {points} = JSON.parse(readFileSync(file, "utf8")) as {points: {f: string; args: never[]; expected: number}[]};

const functions: Record<string, (...args: never[]) => number> = {
  normalUpper,
  normalCdf,
  normalQuantile,
  normalUpperQuantile,
  stirlingError,
  logGamma,
  deviance: (k: number, m: number) => deviance(k, m),
  gammaLower: (a: number, x: number) => incompleteGamma(a, x)[0],
  gammaUpper: (a: number, x: number) => incompleteGamma(a, x)[1],
  gammaQuantile,
  chiSquareUpper,
  betaLower: (...args: [number, number, number, number]) => incompleteBeta(...args)[0],
  betaUpper: (...args: [number, number, number, number]) => incompleteBeta(...args)[1],
  betaQuantile: (...args: [number, number, number]) => betaQuantile(...args)[0],
  tUpper,
  tTwoSided,
  tQuantile,
  tUpperQuantile
};

/** Far out, and for huge shapes, the rounding of the argument alone moves the answer by more than 1e-12. */
function tolerance(args: readonly unknown[], expected: number): number {
  const sizes = [...args.filter((arg) => typeof arg === "number"), expected].map(Math.abs);
  return Math.max(...sizes) > 1e6 || Math.min(...sizes) < 1e-100 ? 1e-10 : 1e-12;
}

describe("special functions against 50 digits", () => {
  for (const [name, f] of Object.entries(functions)) {
    const own = points.filter((point) => point.f === name);

    it(`${name} agrees at ${own.length} points to 1e-12, at extreme ones to 1e-10`, () => {
      expect(own.length).toBeGreaterThan(0);
      for (const {args, expected} of own) {
        const error = Math.abs(f(...args) / expected - 1);
        expect(error, `${name}(${args.join(", ")}) for ${expected}`).toBeLessThan(tolerance(args, expected));
      }
    });
  }
});

describe("edges of the special functions", () => {
  it("quantiles end at ±Infinity, and meet at the median", () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
    expect([tQuantile(0, 5), tQuantile(0.5, 5), tQuantile(1, 5)]).toEqual([-Infinity, 0, Infinity]);
    expect([gammaQuantile(2, 0), gammaQuantile(2, 1)]).toEqual([0, Infinity]);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([
      [0, 1],
      [1, 0]
    ]);
  });

  it("tails at the ends are 0 and 1", () => {
    expect([normalUpper(-Infinity), normalUpper(0), normalUpper(Infinity)]).toEqual([1, 0.5, 0]);
    expect([tUpper(-Infinity, 3), tUpper(0, 3), tUpper(Infinity, 3)]).toEqual([1, 0.5, 0]);
    expect([incompleteGamma(2, 0), incompleteGamma(2, Infinity)]).toEqual([
      [0, 1],
      [1, 0]
    ]);
    expect(incompleteBeta(1, 0, 2, 3)).toEqual([1, 0]);
    expect(tUpper(2, Infinity)).toBe(normalUpper(2));
  });

  it("tUpper(t, df) does not jump where the normal expansion takes over", () => {
    for (const t of [0.5, 2, 10, 37]) expect(tUpper(t, 1e7) / tUpper(t, 1e7 + 1e-6)).toBeCloseTo(1, 10);
    for (const p of [0.3, 1e-3, 1e-200]) expect(tQuantile(p, 1e7) / tQuantile(p, 1e7 + 1e-6)).toBeCloseTo(1, 12);
  });

  it("arguments that cannot be are refused", () => {
    expect(() => normalQuantile(1.5)).toThrow(new RangeError("invalid probability: 1.5"));
    expect(() => normalUpper(NaN)).toThrow(new RangeError("invalid z: NaN"));
    expect(() => tUpper(1, 0)).toThrow(new RangeError("invalid df: 0"));
    expect(() => tUpper(NaN, 3)).toThrow(new RangeError("invalid t: NaN"));
    expect(() => incompleteGamma(0, 1)).toThrow(new RangeError("invalid shape: 0"));
    expect(() => incompleteGamma(1, -1)).toThrow(new RangeError("invalid x: -1"));
    expect(() => incompleteBeta(0.5, 0.6, 1, 1)).toThrow(new RangeError("invalid x and 1 - x: 0.5, 0.6"));
    expect(() => logGamma(0)).toThrow(new RangeError("invalid gamma argument: 0"));
    expect(() => chiSquareUpper(-1, 2)).toThrow(new RangeError("invalid chi-square: -1"));
  });
});
