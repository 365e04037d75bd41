import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {
  bootstrapRatio,
  mergeMoments,
  momentsOf,
  momentsOfRow,
  ratioOfSums,
  type Moments
} from "../../src/stats/index.js";

type Account = {s: number; e: number; m: number};

const pairs = ["ss", "ee", "mm", "se", "sm"];
const account: fc.Arbitrary<Account> = fc
  .tuple(fc.integer({min: 1, max: 5_000_000}), fc.integer({min: 0, max: 9_000_000}))
  .map(([s, e]) => ({s, e, m: Math.min(s, e)}));
const accounts = fc.array(account, {minLength: 2, maxLength: 60});

const total = (rows: Account[], name: keyof Account) => rows.reduce((sum, row) => sum + row[name], 0);

function nrr(rows: Account[], {co, n}: Moments = momentsOf(rows, pairs)) {
  return ratioOfSums({n, sumY: total(rows, "e"), sumX: total(rows, "s"), yy: co.ee!, xx: co.ss!, xy: co.se!})!;
}

function grr(rows: Account[], {co, n}: Moments = momentsOf(rows, pairs)) {
  const sums = {n, sumY: total(rows, "m"), sumX: total(rows, "s"), yy: co.mm!, xx: co.ss!, xy: co.sm!};
  return ratioOfSums(sums, {min: 0, max: 1})!;
}

describe("moments", () => {
  it("momentsOf(rows, pairs) returns means and sums of products of deviations", () => {
    const rows = [
      {s: 1, e: 2},
      {s: 3, e: 2}
    ];
    expect(momentsOf(rows, ["ss", "se"])).toEqual({n: 2, mean: {s: 2, e: 2}, co: {ss: 2, se: 0}});
    expect(momentsOf([], ["ss"])).toEqual({n: 0, mean: {s: 0}, co: {ss: 0}});
  });

  it("momentsOf(rows, pairs) keeps its digits far from 0", () => {
    const rows = [4, 7, 13, 16].map((x) => ({x: 1e9 + x}));
    expect(momentsOf(rows, ["xx"]).co.xx).toBe(90);
  });

  it("momentsOfRow(row, pairs) reads a cube's row and refuses one that lacks a figure", () => {
    expect(momentsOfRow({n: 2, mean_s: 2, ss: 2, plan: "Team"}, ["ss"])).toEqual({n: 2, mean: {s: 2}, co: {ss: 2}});
    expect(momentsOfRow({n: 0, mean_s: null, ss: null}, ["ss"])).toEqual({n: 0, mean: {s: 0}, co: {ss: 0}});
    expect(() => momentsOfRow({n: 2, mean_s: 2, ss: null}, ["ss"])).toThrow(new RangeError("invalid ss: null"));
  });

  it("mergeMoments(parts) adds what is between the groups to what is within them", () => {
    const one = {n: 1, mean: {s: 1}, co: {ss: 0}};
    const other = {n: 1, mean: {s: 3}, co: {ss: 0}};
    expect(mergeMoments([one, other])).toEqual({n: 2, mean: {s: 2}, co: {ss: 2}});
    expect(mergeMoments([])).toEqual({n: 0, mean: {}, co: {}});
    expect(mergeMoments([{n: 0, mean: {s: 0}, co: {ss: 0}}, other])).toEqual(other);
  });

  it("mergeMoments(parts) of any grouping equals the moments of all rows", () => {
    fc.assert(
      fc.property(accounts, fc.array(fc.integer({min: 0, max: 7}), {minLength: 60, maxLength: 60}), (rows, groups) => {
        const parts = split(rows, groups).map((group) => momentsOf(group, pairs));
        const nested = mergeMoments([mergeMoments(parts.slice(0, 3)), mergeMoments(parts.slice(3))]);
        const direct = momentsOf(rows, pairs);
        for (const merged of [mergeMoments(parts), nested]) {
          expect(merged.n).toBe(direct.n);
          for (const name of "sem") close(merged.mean[name]!, direct.mean[name]!, direct.mean.s! + direct.mean.e!);
          for (const pair of pairs) close(merged.co[pair]!, direct.co[pair]!, direct.co.ss! + direct.co.ee!);
        }
      }),
      {numRuns: 300, seed: 21}
    );
  });
});

describe("ratioOfSums", () => {
  it("ratioOfSums(moments) returns the ratio with its linearised interval", () => {
    const result = ratioOfSums({n: 3, sumY: 33, sumX: 30, yy: 26, xx: 14, xy: 17})!;
    expect(result.value).toBe(1.1);
    expect(result.n).toBe(3);
    expect(result.lower).toBeCloseTo(0.6866, 4);
    expect(result.upper).toBeCloseTo(1.5134, 4);
    expect(result.se).toBeCloseTo(0.0961, 4);
  });

  it("ratioOfSums(moments) of one account is its ratio, without an interval", () => {
    const one = ratioOfSums({n: 1, sumY: 3, sumX: 4, yy: 0, xx: 0, xy: 0}, {min: 0, max: 1});
    expect(one).toEqual({value: 0.75, lower: null, upper: null, se: null, n: 1});
  });

  it("ratioOfSums(moments) returns null without an account or without a denominator", () => {
    expect(ratioOfSums({n: 0, sumY: 0, sumX: 0, yy: 0, xx: 0, xy: 0})).toBeNull();
    expect(ratioOfSums({n: 1, sumY: 3, sumX: 0, yy: 0, xx: 0, xy: 0})).toBeNull();
    expect(ratioOfSums({n: 3, sumY: 0, sumX: 0, yy: 0, xx: 0, xy: 0})).toBeNull();
  });

  it("ratioOfSums(moments) has no interval if every account has the same ratio", () => {
    const rows = [100, 333, 1234567].map((s) => ({s, e: s, m: s}));
    expect(nrr(rows)).toEqual({value: 1, lower: null, upper: null, se: null, n: 3});
  });

  it("ratioOfSums(moments, {min}) cuts the interval off where the ratio cannot lie", () => {
    expect(ratioOfSums({n: 3, sumY: 20, sumX: 30, yy: 80, xx: 2, xy: 1}, {min: 0})).toMatchObject({lower: 0});
  });

  it("ratioOfSums(moments, {min: 0, max: 1}) is an interval on the log-odds, which never leaves 0 to 1", () => {
    const rows = [
      {s: 10, e: 10, m: 10},
      {s: 10, e: 0, m: 0},
      {s: 10, e: 12, m: 10}
    ];
    // R = 2/3 with standard error 1/3; t with 2 degrees of freedom is 4.302653; ln 2 ± 4.302653 · (1/3) ÷ (2/9).
    const {lower, upper} = grr(rows);
    expect(Math.log(lower! / (1 - lower!))).toBeCloseTo(Math.log(2) - 6.453979, 5);
    expect(Math.log(upper! / (1 - upper!))).toBeCloseTo(Math.log(2) + 6.453979, 5);
  });

  it("ratioOfSums(moments) has 0 ≤ GRR ≤ min(1, NRR), and NRR − GRR is the share gained", () => {
    fc.assert(
      fc.property(accounts, (rows) => {
        const [net, gross] = [nrr(rows).value, grr(rows).value];
        expect(gross).toBeGreaterThanOrEqual(0);
        expect(gross).toBeLessThanOrEqual(Math.min(1, net));
        const gained = rows.reduce((sum, {s, e}) => sum + Math.max(0, e - s), 0);
        expect(net - gross).toBeCloseTo(gained / total(rows, "s"), 11);
      }),
      {numRuns: 300, seed: 22}
    );
  });

  it("ratioOfSums(moments) does not depend on the unit of money", () => {
    fc.assert(
      fc.property(accounts, (rows) => {
        const [one, other] = [nrr(rows), nrr(rows.map(({s, e, m}) => ({s: s * 100, e: e * 100, m: m * 100})))];
        expect(other.value).toBeCloseTo(one.value, 12);
        if (one.se !== null) expect(other.se! / other.value).toBeCloseTo(one.se / one.value, 7);
      }),
      {numRuns: 200, seed: 23}
    );
  });

  it("ratioOfSums(moments) narrows with more accounts of the same kind", () => {
    fc.assert(
      fc.property(accounts, (rows) => {
        const [one, more] = [nrr(rows), nrr([...rows, ...rows, ...rows])];
        fc.pre(one.se !== null);
        expect(more.upper! - more.lower!).toBeLessThan(one.upper! - one.lower!);
      }),
      {numRuns: 200, seed: 24}
    );
  });
});

describe("bootstrapRatio", () => {
  it("bootstrapRatio(pairs, {seed}) returns the same interval for the same seed", () => {
    const pairs = [[10, 9] as const, [8, 12] as const, [12, 12] as const];
    const result = bootstrapRatio(pairs, {seed: 1})!;
    expect(result).toEqual({value: 1.1, lower: 0.9, upper: 1.5, n: 3, draws: 2000});
    expect(bootstrapRatio(pairs, {seed: 1})).toEqual(result);
  });

  it("bootstrapRatio(pairs) returns null without two pairs or without a denominator", () => {
    expect(bootstrapRatio([[10, 9]])).toBeNull();
    expect(
      bootstrapRatio([
        [0, 1],
        [0, 2]
      ])
    ).toBeNull();
  });

  it("bootstrapRatio(pairs) leaves out draws without a denominator and counts the rest", () => {
    const {draws} = bootstrapRatio(
      [
        [0, 0],
        [10, 10]
      ],
      {draws: 1000}
    )!;
    expect(draws).toBeGreaterThan(700);
    expect(draws).toBeLessThan(800);
  });
});

function split(rows: Account[], groups: number[]): Account[][] {
  return Array.from({length: 8}, (_, group) => rows.filter((_, i) => groups[i] === group));
}

function close(actual: number, expected: number, scale: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-10 * Math.abs(scale));
}
