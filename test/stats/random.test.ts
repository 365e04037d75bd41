import {describe, expect, it} from "vitest";
import {random, randomNormal} from "../../src/stats/random.js";
import {srm} from "../../src/stats/srm.js";

describe("random", () => {
  it("random(seed) repeats itself for a seed and differs between neighbouring seeds", () => {
    const draw = (seed: number) => Array.from({length: 5}, random(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(() => random(0.5)).toThrow(new RangeError("invalid seed: 0.5"));
  });

  it("random(seed) is uniform, and randomNormal(next) has mean 0 and variance 1", () => {
    const next = random(99);
    const cells = Array.from({length: 20}, () => 0);
    for (let i = 0; i < 40_000; ++i) ++cells[Math.floor(next() * 20)]!;
    expect(
      srm(
        cells,
        cells.map(() => 1)
      ).p
    ).toBeGreaterThan(0.001);
    const draws = Array.from({length: 20_000}, () => randomNormal(next));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(draws.reduce((sum, x) => sum + x * x, 0) / draws.length).toBeCloseTo(1, 1);
    expect(randomNormal(() => 0)).toBeLessThan(-8);
  });
});
