import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {compareProportions, exactProportions, fisher, nonInferiorProportions, pooledZ} from "../../src/stats/index.js";

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
const chance = (n: number, k: number, p: number) => choose(n, k) * p ** k * (1 - p) ** (n - k);
const small = (max: number) =>
  fc.integer({min: 1, max}).chain((n) => fc.record({x: fc.integer({min: 0, max: n}), n: fc.constant(n)}));

describe("exactProportions", () => {
  it("exactProportions(control, variant).p adds up the tables by hand", () => {
    for (const [x, n, y, m] of [
      [1, 10, 6, 10],
      [0, 5, 3, 12],
      [8, 9, 2, 7]
    ] as const) {
      const rate = (x + y) / (n + m);
      const seen = Math.abs(pooledZ({x, n}, {x: y, n: m})!.z);
      const sign = Math.sign(y / m - x / n);
      let tail = 0;
      for (let i = 0; i <= n; ++i) {
        for (let j = 0; j <= m; ++j) {
          const z = sign * (pooledZ({x: i, n}, {x: j, n: m})?.z ?? 0);
          const weight = Math.abs(z - seen) < 1e-9 ? 0.5 : z > seen ? 1 : 0;
          tail += weight * chance(n, i, rate) * chance(m, j, rate);
        }
      }
      expect(exactProportions({x, n}, {x: y, n: m})!.p).toBeCloseTo(2 * tail, 12);
    }
  });

  it("exactProportions(control, variant) turns round with the arms, and with who counts as converted", () => {
    fc.assert(
      fc.property(small(40), small(400), (a, b) => {
        const one = exactProportions(a, b)!;
        const swapped = exactProportions(b, a)!;
        const rest = exactProportions({x: a.n - a.x, n: a.n}, {x: b.n - b.x, n: b.n})!;
        if (one.p !== null) expect(Math.abs(swapped.p! / one.p - 1)).toBeLessThan(1e-6);
        for (const other of [swapped, rest]) {
          expect(other.difference[0]).toBeCloseTo(-one.difference[1], 5);
          expect(other.difference[1]).toBeCloseTo(-one.difference[0], 5);
        }
      }),
      {numRuns: 60, seed: 61}
    );
  });

  it("exactProportions(control, variant) rejects a true null hardly more often than said", () => {
    for (const [n, m] of [
      [10, 10],
      [12, 30]
    ] as const) {
      for (const rate of [0.05, 0.2, 0.4]) {
        let size = 0;
        for (let x = 0; x <= n; ++x)
          for (let y = 0; y <= m; ++y)
            if ((exactProportions({x, n}, {x: y, n: m})!.p ?? 1) < 0.05)
              size += chance(n, x, rate) * chance(m, y, rate);
        // Mid-p may pass the level a little; 6.6 % is the most found in arms of 10 to 1,000.
        expect(size, `${n} and ${m} at ${rate}`).toBeLessThan(0.066);
      }
    }
  });

  it("compareProportions(control, variant) says which method it took, and takes the exact one below five in a cell", () => {
    const exact = "exact mid-p of the score; intervals that invert it";
    expect(compareProportions({x: 4, n: 50}, {x: 9, n: 50}).method).toBe(exact);
    expect(compareProportions({x: 46, n: 50}, {x: 40, n: 50}).method).toBe(exact);
    expect(compareProportions({x: 5, n: 50}, {x: 9, n: 50}).method).toBe("pooled z; Mee interval; Koopman interval");
    expect(() => exactProportions({x: 0.5, n: 9}, {x: 1, n: 9})).toThrow("invalid counts: 0.5 of 9");
  });
});

describe("fisher", () => {
  it("fisher(control, variant) halves the equally likely tables for mid-p", () => {
    // 3 of 3 against 0 of 3: 1 of 20 tables, and its mirror.
    expect(fisher({x: 3, n: 3}, {x: 0, n: 3})).toBeCloseTo(0.1, 12);
    expect(fisher({x: 3, n: 3}, {x: 0, n: 3}, {mid: true})).toBeCloseTo(0.05, 12);
    expect(fisher({x: 0, n: 0}, {x: 0, n: 3})).toBeNull();
  });
});

describe("nonInferiorProportions", () => {
  it("nonInferiorProportions(control, variant, margin) passes exactly where its bound is inside the margin", () => {
    const better = fc.constantFrom("higher" as const, "lower" as const);
    fc.assert(
      fc.property(
        small(900),
        small(900),
        fc.integer({min: 1, max: 60}),
        fc.boolean(),
        better,
        (a, b, share, relative, side) => {
          const margin = share / 100;
          const result = nonInferiorProportions(a, b, {margin, relative, better: side});
          fc.pre(result !== null && result.bound !== null && Math.abs(result.p / 0.025 - 1) > 1e-6);
          expect(side === "higher" ? result!.bound! > -margin : result!.bound! < margin).toBe(result!.passed);
        }
      ),
      {numRuns: 500, seed: 62}
    );
  });

  it("nonInferiorProportions(control, variant) at margin 0 is one side of the pooled z test", () => {
    const [a, b] = [
      {x: 100, n: 1000},
      {x: 130, n: 1000}
    ];
    expect(nonInferiorProportions(a, b, {margin: 0})!.p).toBeCloseTo(pooledZ(a, b)!.p / 2, 12);
    expect(nonInferiorProportions(a, b, {margin: 0, better: "lower"})!.p).toBeCloseTo(1 - pooledZ(a, b)!.p / 2, 12);
    expect(nonInferiorProportions({x: 0, n: 0}, b, {margin: 0.1})).toBeNull();
    expect(() => nonInferiorProportions(a, b, {margin: 1})).toThrow("invalid margin: 1");
    expect(() => nonInferiorProportions(a, b, {margin: 0.1, alpha: 0.5})).toThrow("invalid alpha: 0.5");
  });
});
