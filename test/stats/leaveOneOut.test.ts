import {describe, expect, it} from "vitest";
import {bootstrapGroups, bootstrapRatio, leaveOneOut, random, randomNormal} from "../../src/stats/index.js";

describe("leaveOneOut", () => {
  it("leaveOneOut(pairs) is the range of the ratios of all but one (33−12)/(30−8), (33−9)/(30−10), (33−12)/(30−12)", () => {
    expect(
      leaveOneOut([
        [10, 9],
        [8, 12],
        [12, 12]
      ])
    ).toEqual({lower: 21 / 22, upper: 24 / 20, largestShare: 12 / 30});
  });

  it("leaveOneOut(pairs) shows an account that carries the ratio", () => {
    const even = Array.from({length: 50}, () => [1, 0.9] as const);
    const {lower, upper, largestShare} = leaveOneOut([...even, [50, 100]])!;
    expect([lower, largestShare]).toEqual([expect.closeTo(0.9, 12), 0.5]);
    expect(upper).toBeCloseTo((49 * 0.9 + 100) / 99, 12);
  });

  it("leaveOneOut(pairs) returns null for one account with x, and throws on a negative x", () => {
    expect(leaveOneOut([])).toBeNull();
    expect(
      leaveOneOut([
        [10, 9],
        [0, 3]
      ])
    ).toBeNull();
    expect(() => leaveOneOut([[-1, 2]])).toThrow(new RangeError("invalid x: -1"));
  });
});

describe("bootstrapGroups", () => {
  const next = random(3);
  const rows = Array.from({length: 400}, (_, i) => {
    const x = Math.exp(1.5 * randomNormal(next));
    const y = next() < 0.1 ? 0 : x * Math.exp(0.3 * randomNormal(next));
    return {x, y: [y, Math.min(x, y)], groups: [0, 1 + (i % 2)]};
  });

  it("bootstrapGroups(rows) agrees with drawing accounts with replacement, for every group and y", () => {
    const all = bootstrapGroups(rows, 3, {draws: 4000});
    for (const g of [0, 1, 2])
      for (const k of [0, 1]) {
        const pairs = rows.filter((r) => r.groups.includes(g)).map((r) => [r.x, r.y[k]!] as const);
        const one = bootstrapRatio(pairs, {draws: 4000, seed: 5})!;
        const width = one.upper - one.lower;
        // Two runs of 4,000 draws put an end of a 95 % interval within a few hundredths of its width.
        expect(Math.abs(all[g]![k]!.lower - one.lower) / width).toBeLessThan(0.08);
        expect(Math.abs(all[g]![k]!.upper - one.upper) / width).toBeLessThan(0.08);
      }
  });

  it("bootstrapGroups(rows, groups, {seed}) is the same for the same seed", () => {
    const of = (seed: number) => bootstrapGroups(rows.slice(0, 40), 3, {seed, draws: 200});
    expect(of(2)).toEqual(of(2));
    expect(of(2)).not.toEqual(of(3));
  });

  it("bootstrapGroups(rows, groups) is null for a group without two accounts or without x", () => {
    const few = bootstrapGroups(
      [
        {x: 1, y: [1], groups: [0, 1]},
        {x: 0, y: [1], groups: [0, 2]},
        {x: 0, y: [0], groups: [0, 2]}
      ],
      3,
      {draws: 50}
    );
    expect(few.map(([y]) => y === null)).toEqual([false, true, true]);
    expect(bootstrapGroups([], 1)).toEqual([[]]);
  });
});
