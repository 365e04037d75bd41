import {describe, expect, it} from "vitest";
import {
  deleteGroupJackknife,
  kaplanMeier,
  presentValue,
  random,
  randomNormal,
  riskFromCounts,
  riskTable
} from "../../src/stats/index.js";

describe("riskFromCounts(counts)", () => {
  it("gives the table of its subjects, late entries and all", () => {
    const subjects = [
      {entry: 0, exit: 3, cause: 1},
      {entry: 0, exit: 5, cause: 0},
      {entry: 2, exit: 4, cause: 1},
      {entry: 4, exit: 6, cause: 1}
    ];
    const steps = riskFromCounts({
      entered: [2, 0, 1, 0, 1],
      events: [0, 0, 0, 1, 1, 0, 1],
      left: [0, 0, 0, 1, 1, 1, 1]
    });
    // By hand: two at risk at 1 and 2, three at 3, two at 4, two at 5 (one of them entered at 4), one at 6.
    expect(steps.map((s) => s.atRisk)).toEqual([2, 2, 3, 2, 2, 1]);
    const end = (table: typeof steps) => kaplanMeier(table).at(-1)!.survival;
    expect(end(steps)).toBeCloseTo(end(riskTable(subjects)), 12);
    expect(kaplanMeier(steps)[3]!.survival).toBeCloseTo((2 / 3) * (1 / 2), 12);
  });

  it("refuses more leavers than there are", () => {
    expect(() => riskFromCounts({entered: [1], events: [], left: [0, 2]})).toThrow("invalid left");
    expect(riskFromCounts({entered: [], events: [], left: []})).toEqual([]);
  });
});

describe("deleteGroupJackknife(value, without)", () => {
  it("is the t interval of a mean where every group is one unit", () => {
    // Mean 3 of 1..5: leaving one out gives 3.5, 3.25, 3, 2.75, 2.5; s²/n = 2.5/5, t(4) = 2.7764.
    const [lower, upper] = deleteGroupJackknife(3, [3.5, 3.25, 3, 2.75, 2.5])!;
    expect(lower).toBeCloseTo(3 - 2.776445 * Math.sqrt(0.5), 5);
    expect(upper).toBeCloseTo(3 + 2.776445 * Math.sqrt(0.5), 5);
  });

  it("covers a mean of skewed values nearly as often as it says", () => {
    const next = random(11);
    const [reps, n, groups] = [400, 500, 50];
    const truth = Math.exp(0.5);
    let covered = 0;
    for (let rep = 0; rep < reps; rep++) {
      const values = Array.from({length: n}, () => Math.exp(randomNormal(next)));
      const sums = Array.from({length: groups}, (_, g) =>
        values.filter((_, i) => i % groups === g).reduce((sum, v) => sum + v, 0)
      );
      const all = sums.reduce((sum, v) => sum + v, 0);
      const without = sums.map((sum) => Math.log((all - sum) / (n - n / groups)));
      const [lower, upper] = deleteGroupJackknife(Math.log(all / n), without)!;
      if (Math.exp(lower) <= truth && truth <= Math.exp(upper)) covered++;
    }
    // 95% less what lognormal values with σ 1 cost at n = 500; three standard errors of 400 draws are 0.033.
    expect(covered / reps).toBeGreaterThan(0.91);
    expect(covered / reps).toBeLessThan(0.98);
  });

  it("is null where too few groups tell, or all tell the same", () => {
    expect(deleteGroupJackknife(1, [1, 2, 3, 4, null])).toBeNull();
    expect(deleteGroupJackknife(1, [1, 1, 1, 1, 1])).toBeNull();
  });
});

it("presentValue(payments, rate) discounts from the second payment on", () => {
  expect(presentValue([50, 50, 50], 0)).toBe(150);
  expect(presentValue([], 0.1)).toBe(0);
  expect(() => presentValue([1], -1)).toThrow("invalid rate");
});
