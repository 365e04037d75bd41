import {describe, expect, it} from "vitest";
import * as stats from "../../src/stats/index.js";
import type {Proportion} from "../../src/stats/index.js";

// Every run is seeded. A band is nominal ± what is known of the method, ± three standard errors of the simulation.

/** The share of runs for which something is true. */
function share(runs: number, isTrue: (run: number) => boolean): number {
  let count = 0;
  for (let run = 0; run < runs; ++run) if (isTrue(run)) ++count;
  return count / runs;
}

function binomial(next: () => number, n: number, p: number): Proportion {
  let x = 0;
  for (let i = 0; i < n; ++i) if (next() < p) ++x;
  return {x, n};
}

function normals(next: () => number, n: number, mean: number, sd: number) {
  const rows = Array.from({length: n}, () => ({y: mean + sd * stats.randomNormal(next)}));
  const {mean: means, co} = stats.momentsOf(rows, ["yy"]);
  return {n, mean: means.y!, variance: co.yy! / (n - 1)};
}

/** Accounts whose money at the end is on average .95 of that at the start; both lognormal. */
function accounts(next: () => number, n: number, sigma: number): {x: number; y: number}[] {
  return Array.from({length: n}, () => {
    const x = Math.exp(sigma * stats.randomNormal(next));
    return {x, y: x * 0.95 * Math.exp(0.4 * stats.randomNormal(next) - 0.08)};
  });
}

function ratio(rows: {x: number; y: number}[]) {
  const {n, mean, co} = stats.momentsOf(rows, ["xx", "yy", "xy"]);
  return stats.ratioOfSums({n, sumX: n * mean.x!, sumY: n * mean.y!, xx: co.xx!, yy: co.yy!, xy: co.xy!})!;
}

const within = (value: number, [lower, upper]: [number | null, number | null]) => lower! <= value && value <= upper!;

// A busy machine may need several times what an idle one does.
const timeout = 60_000;

describe("coverage of 95 % intervals", {timeout}, () => {
  it("wilson(successes, n) covers 93–97 % on average over rates from .02 to .98", () => {
    const next = stats.random(31);
    const covered = share(6000, () => {
      const p = 0.02 + 0.96 * next();
      const {x, n} = binomial(next, 40, p);
      return within(p, stats.wilson(x, n)!);
    });
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.97);
  });

  it("clopperPearson(successes, n) and rateInterval(events, exposure) cover at least 95 %", () => {
    const next = stats.random(32);
    const exact = share(3000, () => {
      const p = next();
      const {x, n} = binomial(next, 25, p);
      return within(p, stats.clopperPearson(x, n)!);
    });
    const rate = share(3000, () => {
      const mean = 0.5 + 8 * next();
      const {x} = binomial(next, 400, mean / 400);
      return within(mean, stats.rateInterval(x, 1)!);
    });
    expect(exact).toBeGreaterThan(0.95);
    expect(rate).toBeGreaterThan(0.95);
  });

  it("mee(control, variant) and koopman(control, variant) cover 93.5–96.5 %", () => {
    const next = stats.random(33);
    let [differences, ratios] = [0, 0];
    const runs = 2500;
    for (let run = 0; run < runs; ++run) {
      const [p, q] = [0.1 + 0.3 * next(), 0.1 + 0.3 * next()];
      const [control, variant] = [binomial(next, 120, p), binomial(next, 80, q)];
      if (within(q - p, stats.mee(control, variant)!)) ++differences;
      if (within(q / p, stats.koopman(control, variant)!)) ++ratios;
    }
    for (const count of [differences, ratios]) {
      expect(count / runs).toBeGreaterThan(0.935);
      expect(count / runs).toBeLessThan(0.965);
    }
  });

  it("compareMeans(control, variant) covers difference and lift in 93.5–96.5 % with unequal arms and spreads", () => {
    const next = stats.random(34);
    let [differences, lifts] = [0, 0];
    const runs = 2500;
    for (let run = 0; run < runs; ++run) {
      const result = stats.compareMeans(normals(next, 12, 10, 3), normals(next, 30, 11, 1));
      if (within(1, [result.lower, result.upper])) ++differences;
      if (within(0.1, [result.liftLower, result.liftUpper])) ++lifts;
    }
    for (const count of [differences, lifts]) {
      expect(count / runs).toBeGreaterThan(0.935);
      expect(count / runs).toBeLessThan(0.965);
    }
  });

  it("ratioOfSums(moments) covers 91–96.5 % with even accounts, 88–95 % with very uneven ones", () => {
    const next = stats.random(35);
    const even = share(700, () => within(0.95, bounds(ratio(accounts(next, 120, 0.7)))));
    const uneven = share(500, () => within(0.95, bounds(ratio(accounts(next, 300, 1.5)))));
    expect(even).toBeGreaterThan(0.91);
    expect(even).toBeLessThan(0.965);
    expect(uneven).toBeGreaterThan(0.88);
    expect(uneven).toBeLessThan(0.95);
  });

  it("bootstrapRatio(pairs) covers 91–96.5 % with even accounts", () => {
    const next = stats.random(36);
    const covered = share(400, (seed) => {
      const rows = accounts(next, 80, 0.7).map(({x, y}) => [x, y] as const);
      return within(0.95, bounds(stats.bootstrapRatio(rows, {seed, draws: 400})!));
    });
    expect(covered).toBeGreaterThan(0.91);
    expect(covered).toBeLessThan(0.965);
  });

  it("nps(answers) covers 93–97 %", () => {
    const next = stats.random(37);
    const covered = share(4000, () => {
      const answers = {promoters: 0, passives: 0, detractors: 0};
      for (let i = 0; i < 40; ++i) {
        const u = next();
        ++answers[u < 0.5 ? "promoters" : u < 0.8 ? "passives" : "detractors"];
      }
      const {lower, upper} = stats.nps(answers)!;
      return within(30, [lower, upper]);
    });
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.97);
  });

  it("matchedChange(strata) covers 93–97 % of an effect that differs from the plain difference", () => {
    const next = stats.random(38);
    const covered = share(2000, () => {
      // Low scorers rise by 2 without any treatment and are treated more often.
      const strata = [
        {low: 2, n: 25, m: 10},
        {low: 0, n: 10, m: 40}
      ].map(({low, n, m}) => {
        const [treated, control] = [normals(next, n, low + 0.5, 1.5), normals(next, m, low, 1)];
        return {
          nTreated: n,
          meanTreated: treated.mean,
          varianceTreated: treated.variance,
          nControl: m,
          meanControl: control.mean,
          varianceControl: control.variance
        };
      });
      const {lower, upper} = stats.matchedChange(strata)!;
      return within(0.5, [lower, upper]);
    });
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.97);
  });
});

describe("false positives", {timeout}, () => {
  it("pooledZ(control, variant) rejects 4–6 % of true nulls at .05", () => {
    const next = stats.random(39);
    const rejected = share(6000, () => {
      const test = stats.pooledZ(binomial(next, 150, 0.3), binomial(next, 250, 0.3));
      return test !== null && test.p < 0.05;
    });
    expect(rejected).toBeGreaterThan(0.04);
    expect(rejected).toBeLessThan(0.06);
  });

  it("welch(control, variant) rejects 4–6 % of true nulls at .05, also with 8 units an arm", () => {
    const next = stats.random(40);
    const rejected = share(6000, () => stats.welch(normals(next, 8, 0, 1), normals(next, 8, 0, 4))!.p < 0.05);
    expect(rejected).toBeGreaterThan(0.04);
    expect(rejected).toBeLessThan(0.06);
  });

  it("srm(counts, weights) has uniform p-values under the plan: 4–6 % below .05, at most .3 % flagged", () => {
    const next = stats.random(41);
    let flagged = 0;
    const runs = 4000;
    const below = share(runs, () => {
      const counts = [0, 0, 0];
      for (let i = 0; i < 300; ++i) {
        const u = next();
        ++counts[u < 0.5 ? 0 : u < 0.8 ? 1 : 2]!;
      }
      const {p, flag} = stats.srm(counts, [5, 3, 2]);
      if (flag) ++flagged;
      return p! < 0.05;
    });
    expect(below).toBeGreaterThan(0.04);
    expect(below).toBeLessThan(0.06);
    expect(flagged / runs).toBeLessThan(0.003);
  });

  it("srm(counts, weights) passes an e-value of 20 in at most 5 % of experiments looked at every day", () => {
    const next = stats.random(42);
    const passed = share(400, () => {
      const counts = [0, 0];
      let highest = 0;
      for (let day = 0; day < 20; ++day) {
        for (let i = 0; i < 60; ++i) ++counts[next() < 0.5 ? 0 : 1]!;
        highest = Math.max(highest, stats.srm(counts, [1, 1]).eValue);
      }
      return highest >= 20;
    });
    expect(passed).toBeLessThanOrEqual(0.05);
  });
});

function bounds({lower, upper}: {lower: number | null; upper: number | null}): [number | null, number | null] {
  return [lower, upper];
}
