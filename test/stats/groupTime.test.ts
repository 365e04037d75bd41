import {describe, expect, it} from "vitest";
import {groupTime, random, randomNormal} from "../../src/stats/index.js";

/**
 * Teen employment in 500 counties, 2003 to 2007, by the year their minimum wage rose: mpdta of the R package did. Its ATT(g, t)
 * against never-treated counties with a varying base (did 2.3.0, eight digits) fix each group's path beside the never treated
 * one; the figures against not-yet-treated counties are then an answer of their own.
 */
const published = {
  2004: [-0.01050325, -0.07042316, -0.13725874, -0.10081136],
  2006: [0.00652011, -0.00275082, -0.00459461, -0.04122447],
  2007: [0.03050666, -0.00272589, -0.03108712, -0.02605441]
};
const sizes = {2004: 20, 2006: 40, 2007: 131, never: 309};

/** Paths of each group: before its year each figure is the change on the year before, from then on that on the last year before. */
const paths: [group: number, size: number, path: number[]][] = [
  ...Object.entries(published).map(([year, att]): [number, number, number[]] => {
    const group = Number(year) - 2003;
    const path = [0];
    att.forEach((value, i) => path.push(value + (i + 1 < group ? path[i]! : path[group - 1]!)));
    return [group, sizes[year as "2004"], path];
  }),
  [-1, sizes.never, [0, 0, 0, 0, 0]]
];

/** Every county is its group's path and a level and drift of its own, which cancel within the group. */
const counties = paths.flatMap(([group, size, path]) =>
  Array.from({length: size}, (_, i) => {
    const own = i - (size - 1) / 2;
    return {group, values: path.map((value, t) => value + own * (1 + t * 0.001))};
  })
);
const mpdta = {
  periods: 5,
  groups: counties.map(({group}) => group),
  values: counties.flatMap(({values}) => values)
};
const att = (found: ReturnType<typeof groupTime>, year: number, time: number) =>
  found!.cells.find((cell) => cell.group === year - 2003 && cell.time === time - 2003)?.att;

describe("groupTime on mpdta", () => {
  const never = groupTime(mpdta)!;

  it("averages as published: never-treated controls, varying base", () => {
    for (const [year, values] of Object.entries(published)) {
      values.forEach((value, i) => expect(att(never, Number(year), 2004 + i)).toBeCloseTo(value, 8));
    }
    expect(never.simple.att).toBeCloseTo(-0.0399512752, 7);
    expect(never.overall.att).toBeCloseTo(-0.0310182822, 7);
    expect(never.dynamic!.att).toBeCloseTo(-0.0772398215, 7);
    expect(never.events.slice(-4).map(({event}) => event)).toEqual([0, 1, 2, 3]);
    // Printed to four digits elsewhere, the first two one off in the last: (20·−0.07042 + 40·−0.04122)/60 is −0.05096.
    [-0.02, -0.0509, -0.1373, -0.1008].forEach((value, e) =>
      expect(Math.abs(never.events.find(({event}) => event === e)!.att - value)).toBeLessThan(1e-4)
    );
    expect(never.events.map(({event, treated}) => [event, treated])).toEqual([
      [-3, 131],
      [-2, 171],
      [-1, 171],
      [0, 191],
      [1, 60],
      [2, 20],
      [3, 20]
    ]);
    expect(never.simple.treated).toBe(191);
  });

  it("as published for not-yet-treated controls and one base", () => {
    const found = groupTime(mpdta, {control: "not-yet", base: "universal"});
    [-0.0194, -0.0783, -0.1363, -0.1008].forEach((value, i) =>
      expect(att(found, 2004, 2004 + i)).toBeCloseTo(value, 4)
    );
    expect(att(found, 2006, 2004)).toBeCloseTo(0.0019, 4);
    expect(att(found, 2006, 2005)).toBeUndefined();
  });

  it("bands for all event times are wider than those for one", () => {
    expect(never.critical).toBeGreaterThan(2.2);
    for (const {lower, upper, simultaneous} of never.events) {
      expect(simultaneous![0]).toBeLessThan(lower!);
      expect(simultaneous![1]).toBeGreaterThan(upper!);
    }
  });
});

describe("groupTime", () => {
  it("two by two is the difference of mean changes with its unpooled error", () => {
    // Changes 3 and 5, and 1 and 3: each side has Σ(x − x̄)² = 2, so the squared error is 2/4 + 2/4.
    const found = groupTime({periods: 2, groups: [1, 1, -1, -1], values: [1, 4, 2, 7, 0, 1, 0, 3]})!;
    expect(found.simple).toMatchObject({att: 2, se: 1, treated: 2});
    expect(found.simple.lower).toBeCloseTo(2 - 1.959964, 6);
    expect(found.cells[0]).toMatchObject({se: 1, controls: 2});
  });

  it("a sampled unit of weight 2 counts as two of it", () => {
    const twice = groupTime({periods: 2, groups: [1, -1, -1, -1], values: [0, 5, 0, 1, 0, 4, 0, 4]})!;
    const weighted = groupTime({periods: 2, groups: [1, -1, -1], values: [0, 5, 0, 1, 0, 4], weights: [1, 1, 2]})!;
    expect(weighted.simple.att).toBeCloseTo(twice.simple.att, 12);
    expect(weighted.simple.att).toBe(2);
  });

  it("a base before an anticipation leaves the anticipated period out of it", () => {
    const panel = {periods: 3, groups: [2, -1], values: [0, 4, 5, 0, 0, 0]};
    expect(groupTime(panel)!.simple.att).toBe(1);
    expect(groupTime(panel, {anticipation: 1})!.simple.att).toBe(5);
  });

  it("units without a value at either end do not count there; no group or no control is no answer", () => {
    const values = [1, 3, NaN, 9, 0, 1, 0, NaN];
    expect(groupTime({periods: 2, groups: [1, 1, -1, -1], values})!.simple).toMatchObject({
      att: 1,
      treated: 1,
      se: null
    });
    expect(groupTime({periods: 2, groups: [-1, -1], values: [1, 2, 3, 4]})).toBeNull();
    expect(groupTime({periods: 2, groups: [1, 0], values: [1, 2, 3, 4]})).toBeNull();
    expect(() => groupTime({periods: 2, groups: [1], values: [1]})).toThrow("invalid values: 1");
  });

  it("finds what was planted, as often as its intervals promise", () => {
    const [runs, units, periods] = [150, 120, 8];
    const hits = {simple: 0, all: 0};
    for (let run = 0; run < runs; ++run) {
      const next = random(run + 1);
      const groups: number[] = [];
      const values: number[] = [];
      for (let i = 0; i < units; ++i) {
        const group = i % 4 === 0 ? -1 : 2 + Math.floor(next() * 5);
        groups.push(group);
        const level = randomNormal(next) * 2 + (group < 0 ? 0 : group);
        for (let t = 0; t < periods; ++t) {
          values.push(level + 0.3 * t + randomNormal(next) + (group >= 0 && t >= group ? 0.5 : 0));
        }
      }
      const found = groupTime({periods, groups, values}, {control: "not-yet", from: -3, to: 3, draws: 400, seed: run})!;
      if (found.simple.lower! <= 0.5 && found.simple.upper! >= 0.5) hits.simple++;
      const inside = found.events.every(
        ({event, simultaneous}) =>
          simultaneous![0] <= (event < 0 ? 0 : 0.5) && simultaneous![1] >= (event < 0 ? 0 : 0.5)
      );
      if (inside) hits.all++;
    }
    // 150 runs at 95% have a standard error of 1.8 points; three below is 89.7.
    expect(hits.simple / runs).toBeGreaterThan(0.897);
    expect(hits.simple / runs).toBeLessThan(0.99);
    expect(hits.all / runs).toBeGreaterThan(0.897);
    expect(hits.all / runs).toBeLessThan(1);
  }, 30_000);
});

describe("the joint test of the periods before", () => {
  /** Sixty units treated in period 4 and sixty never; the treated lag by `lag` in period 1 and level with the rest after it. */
  const panel = (lag: number) => {
    const next = random(7);
    const groups = Array.from({length: 120}, (_, i) => (i < 60 ? 4 : -1));
    const values = groups.flatMap((group) =>
      Array.from({length: 6}, (_, t) => randomNormal(next) - (group === 4 && t === 1 ? lag : 0))
    );
    return {periods: 6, groups, values};
  };

  it("leaves out the base and what follows, and tells a lag from none", () => {
    const flat = groupTime(panel(0), {base: "universal"})!;
    expect(flat.before!.events).toEqual([-4, -3, -2]);
    expect(flat.before!.p).toBeGreaterThan(0.05);
    // Errors are √(2/60 · 2) = 0.26: a lag of 1 is near four of them.
    expect(groupTime(panel(1), {base: "universal"})!.before!.p).toBeLessThan(0.01);
  });

  it("is null where no period before is compared", () => {
    expect(groupTime({periods: 2, groups: [1, 1, -1, -1], values: [1, 4, 2, 7, 0, 1, 0, 3]})!.before).toBeNull();
  });
});
