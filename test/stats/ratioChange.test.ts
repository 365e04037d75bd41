import {describe, expect, it} from "vitest";
import {random, randomNormal, ratioChange, ratioOfSums} from "../../src/stats/index.js";

describe("ratioChange", () => {
  it("ratioChange(pairs) is the ratio now less the ratio before", () => {
    const change = ratioChange([
      {y: 3, x: 4, yBefore: 1, xBefore: 2},
      {y: 2, x: 4, yBefore: 1, xBefore: 2}
    ]);
    expect(change!.value).toBeCloseTo(5 / 8 - 1 / 2, 12);
  });

  it("ratioChange(pairs) returns null where a ratio does not exist, and no interval for one account", () => {
    expect(ratioChange([])).toBeNull();
    expect(ratioChange([{y: 1, x: 1, yBefore: 0, xBefore: 0}])).toBeNull();
    expect(ratioChange([{y: 1, x: 1, yBefore: 0, xBefore: 1}])).toEqual({value: 1, lower: null, upper: null, p: null});
  });

  it("ratioChange(pairs) of accounts that have no past has the interval of ratioOfSums about a fixed past", () => {
    const next = random(7);
    const now = Array.from({length: 400}, () => ({x: 1 + next(), y: 1 + next()}));
    const sum = (part: (p: {x: number; y: number}) => number) => now.reduce((total, p) => total + part(p), 0);
    const [sumX, sumY] = [sum((p) => p.x), sum((p) => p.y)];
    const [mx, my] = [sumX / 400, sumY / 400];
    const one = ratioOfSums({
      n: 400,
      sumX,
      sumY,
      xx: sum((p) => (p.x - mx) ** 2),
      yy: sum((p) => (p.y - my) ** 2),
      xy: sum((p) => (p.x - mx) * (p.y - my))
    })!;
    const change = ratioChange(now.map((p) => ({...p, yBefore: 0, xBefore: 1})))!;
    expect(change.value).toBeCloseTo(one.value, 12);
    expect(change.upper! - change.lower!).toBeCloseTo(one.upper! - one.lower!, 10);
  });

  it("ratioChange(pairs) covers no change about 95 % of the time when accounts stay alike", () => {
    const next = random(11);
    const normal = () => randomNormal(next);
    let covered = 0;
    const runs = 1000;
    for (let run = 0; run < runs; run++) {
      const pairs = Array.from({length: 150}, () => {
        const size = Math.exp(normal());
        return {
          x: size,
          y: size * (1 + 0.3 * normal()),
          xBefore: size * 0.8,
          yBefore: size * 0.8 * (1 + 0.3 * normal())
        };
      });
      const {lower, upper} = ratioChange(pairs)!;
      if (lower! <= 0 && upper! >= 0) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.925);
    expect(covered / runs).toBeLessThan(0.97);
  });
});
