import {describe, expect, it} from "vitest";
import {type SlopeCell, random, slopeDifference} from "../../src/stats/index.js";

interface Unit {
  x: number;
  y: number;
  cluster: string;
}

/** Units one by one, and the same gathered by x and account. */
const alone = (units: readonly Unit[]): SlopeCell[] => units.map(({x, y}) => ({x, n: 1, sum: y, squares: 0}));
function gathered(units: readonly Unit[], withCluster: boolean): SlopeCell[] {
  const keys = [...new Set(units.map(({x, cluster}) => JSON.stringify(withCluster ? [x, cluster] : [x])))];
  return keys.map((key) => {
    const own = units.filter(({x, cluster}) => JSON.stringify(withCluster ? [x, cluster] : [x]) === key);
    const sum = own.reduce((total, {y}) => total + y, 0);
    const squares = own.reduce((total, {y}) => total + (y - sum / own.length) ** 2, 0);
    return {x: own[0]!.x, n: own.length, sum, squares, ...(withCluster ? {cluster: own[0]!.cluster} : {})};
  });
}

const next = random(7);
const units = (trend: number): Unit[] =>
  Array.from({length: 60}, (_, i) => ({x: i % 6, y: trend * (i % 6) + next(), cluster: `acc${i % 10}`}));

/** Least squares and what each unit pulls on the slope, written out. */
function line(own: readonly Unit[]) {
  const x0 = own.reduce((sum, {x}) => sum + x, 0) / own.length;
  const y0 = own.reduce((sum, {y}) => sum + y, 0) / own.length;
  const spread = own.reduce((sum, {x}) => sum + (x - x0) ** 2, 0);
  const slope = own.reduce((sum, {x, y}) => sum + (x - x0) * (y - y0), 0) / spread;
  return {
    slope,
    pulls: own.map(({x, y, cluster}) => ({cluster, pull: ((x - x0) * (y - y0 - slope * (x - x0))) / spread}))
  };
}

describe("slopeDifference", () => {
  const [control, variant] = [units(0), units(0.3)];
  const [a, b] = [line(control), line(variant)];

  it("slopeDifference(control, variant) is that of two regressions with HC1 errors, however units are gathered", () => {
    const squares = (one: typeof a) => one.pulls.reduce((sum, {pull}) => sum + pull ** 2, 0);
    const squared = ((squares(a) + squares(b)) * 60) / 58;
    for (const found of [
      slopeDifference(alone(control), alone(variant))!,
      slopeDifference(gathered(control, false), gathered(variant, false))!
    ]) {
      expect(found.difference).toBeCloseTo(b.slope - a.slope, 12);
      expect(found.se ** 2).toBeCloseTo(squared, 12);
      expect([found.z, found.df]).toEqual([found.difference / found.se, 116]);
    }
  });

  it("slopeDifference(control, variant) squares what an account pulls on both slopes as one", () => {
    const pull = (one: typeof a, name: string) =>
      one.pulls.filter(({cluster}) => cluster === name).reduce((sum, each) => sum + each.pull, 0);
    const names = Array.from({length: 10}, (_, i) => `acc${i}`);
    const squared = (names.reduce((sum, name) => sum + (pull(b, name) - pull(a, name)) ** 2, 0) * 10) / 9;
    const found = slopeDifference(gathered(control, true), gathered(variant, true))!;
    expect(found.se ** 2).toBeCloseTo(squared, 12);
    expect(found.df).toBe(8);
  });

  it("slopeDifference(control, variant) has no answer without a line, spread or accounts", () => {
    const cells = (cluster?: string) => [0, 1].map((x) => ({x, n: 5, sum: x, squares: 1, cluster}));
    expect(slopeDifference([], cells())).toBeNull();
    expect(slopeDifference([{x: 1, n: 9, sum: 3, squares: 2}], cells())).toBeNull();
    const flat = [0, 1].map((x) => ({x, n: 5, sum: 5, squares: 0}));
    expect(slopeDifference(flat, flat)).toBeNull();
    expect(slopeDifference(cells("one"), cells("other"))).toBeNull();
    expect(slopeDifference(cells(), cells())).toMatchObject({difference: 0, p: 1});
  });
});
