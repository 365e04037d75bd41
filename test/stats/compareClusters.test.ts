import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {
  clusterMean,
  compareClusters,
  compareContrast,
  compareMeans,
  compareStraddling,
  permuteClusters
} from "../../src/stats/index.js";

const cluster = fc.record({n: fc.integer({min: 1, max: 40}), sum: fc.double({min: -90, max: 90, noNaN: true})});
const flat = (sums: number[]) => sums.map((sum) => ({n: 1, sum}));

describe("compareClusters", () => {
  it("clusterMean(rows).jackknife is the mean made again without each account", () => {
    fc.assert(
      fc.property(fc.array(cluster, {minLength: 2, maxLength: 12}), (rows) => {
        const ratio = (some: typeof rows) => some.reduce((s, r) => s + r.sum, 0) / some.reduce((s, r) => s + r.n, 0);
        const squares = rows.reduce((s, _, i) => s + (ratio(rows.filter((__, j) => j !== i)) - ratio(rows)) ** 2, 0);
        const {jackknife, cr0, cr1} = clusterMean(rows)!;
        expect(Math.abs(jackknife! - (squares * (rows.length - 1)) / rows.length)).toBeLessThan(1e-9 * (1 + squares));
        expect(cr1!).toBeCloseTo((cr0 * rows.length) / (rows.length - 1), 9);
      }),
      {numRuns: 300, seed: 41}
    );
  });

  it("clusterMean(rows) keeps an account that has a sum and nothing to divide by: the ratio of sums counts it", () => {
    const rows = [
      {n: 2, sum: 1},
      {n: 4, sum: 3},
      {n: 6, sum: 2},
      {n: 0, sum: 3},
      {n: 0, sum: 0}
    ];
    const mean = clusterMean(rows)!;
    // 9/12; without each in turn 8/10, 6/8, 7/6 and 6/12, of four accounts: the empty one is none.
    expect([mean.accounts, mean.mean]).toEqual([4, 0.75]);
    const squares = (0.8 - 0.75) ** 2 + 0 + (7 / 6 - 0.75) ** 2 + 0.25 ** 2;
    expect(mean.jackknife).toBeCloseTo((3 / 4) * squares, 12);
    // The mean of ½, ¾ and ⅓: the fourth has no ratio of its own.
    expect(mean.accountMean).toBeCloseTo((1 / 2 + 3 / 4 + 1 / 3) / 3, 12);
    const both = rows.map((row) => ({control: row, variant: {n: 1, sum: row.n}}));
    const {contrast, accounts} = compareStraddling(both);
    expect([accounts, contrast!.base]).toEqual([5, 0.75]);
    const one = [{n: 5, sum: 1}, ...[1, 2, 3, 4].map((sum) => ({n: 0, sum}))];
    expect(compareClusters(one, flat([1, 2, 3, 4, 5]))).toMatchObject({
      contrast: null,
      reason: "one account alone has users in the control arm"
    });
  });

  it("compareClusters(control, variant) is Welch where every account has one user", () => {
    const [a, b] = [
      [1, 4, 2, 8, 5, 7],
      [3, 9, 6, 12, 7]
    ] as const;
    // Means 4.5 and 7.4; Σ(y − ȳ)² = 37.5 and 45.2.
    const welch = compareMeans({n: 6, mean: 4.5, variance: 7.5}, {n: 5, mean: 7.4, variance: 11.3});
    const mine = compareContrast(compareClusters(flat([...a]), flat([...b])).contrast!);
    for (const key of ["difference", "lower", "upper", "p", "df", "liftLower", "liftUpper"] as const)
      expect(mine[key]).toBeCloseTo(welch[key]!, 10);
  });

  it("compareClusters(control, variant) refuses fewer than five accounts and warns of few and of dominant ones", () => {
    const four = flat([1, 2, 3, 4]);
    const five = flat([1, 2, 3, 4, 5]);
    const empty = {n: 0, sum: 0};
    expect(compareClusters([...four, empty], five)).toMatchObject({
      contrast: null,
      reason: "too few accounts in the control arm: 4, at least 5 are needed"
    });
    // Without the account of 10 users the variant's mean is 3, as the control's; with it 43/15.
    const {warnings} = compareClusters(five, [...five, {n: 10, sum: 28}]);
    expect(warnings).toEqual([
      "only 5 accounts in the control arm",
      "only 6 accounts in the variant arm",
      "one account holds 67% of the variant arm's users; without it the difference is 0"
    ]);
    expect(compareClusters(flat(Array(20).fill(1)), flat(Array(20).fill(2))).warnings).toEqual([]);
  });
});

describe("compareStraddling", () => {
  it("compareStraddling(rows) does not see what is common to the users of an account", () => {
    const own = [1, -2, 0, 3, -1, 2];
    const rows = (common: number) =>
      own.map((value, i) => ({
        control: {n: 2, sum: value + 2 * common * i},
        variant: {n: 2, sum: -value + 2 * common * i}
      }));
    const [plain, shifted] = [compareStraddling(rows(0)), compareStraddling(rows(50))];
    expect(shifted.contrast!.squared).toBeCloseTo(plain.contrast!.squared, 9);
    expect(shifted.cr0).toBeCloseTo(plain.cr0!, 9);
    expect(shifted.contrast!.baseSquared).toBeGreaterThan(1000 * plain.contrast!.baseSquared);
  });

  it("compareStraddling(rows) says why there is no contrast", () => {
    const side = (n: number) => ({control: {n: 3, sum: 4}, variant: {n, sum: n}});
    const zero = Array.from({length: 6}, () => side(0));
    expect(compareStraddling(zero)).toMatchObject({
      contrast: null,
      straddling: 0,
      reason: "no users in the variant arm"
    });
    expect(compareStraddling([side(2), ...zero]).reason).toBe("one account alone has users in the variant arm");
    expect(compareStraddling([side(2), side(1)]).reason).toBe("too few accounts: 2, at least 5 are needed");
  });
});

describe("permuteClusters", () => {
  it("permuteClusters(control, variant) finds the share of deals that are as extreme", () => {
    // Of the 70 ways to deal these 8 accounts two are as extreme: the one seen and its mirror.
    const [a, b] = [flat([1, 2, 3, 4]), flat([11, 12, 13, 14])];
    const {p} = permuteClusters(a, b, {seed: 3, draws: 20_000})!;
    expect(Math.abs(p - 2 / 70)).toBeLessThan(4 * Math.sqrt(((2 / 70) * (68 / 70)) / 20_000));
    expect(permuteClusters(a, b, {seed: 3, draws: 200})).toEqual(permuteClusters(a, b, {seed: 3, draws: 200}));
    expect(permuteClusters(a, b, {seed: 3, draws: 1})!.p).toBeGreaterThanOrEqual(0.5);
  });

  it("permuteClusters(control, variant) has no answer for one account or without a spread", () => {
    expect(permuteClusters(flat([1]), flat([1, 2]), {seed: 1})).toBeNull();
    expect(permuteClusters(flat([1, 1]), flat([1, 1]), {seed: 1})).toBeNull();
  });
});
