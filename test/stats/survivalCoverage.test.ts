import {describe, expect, it} from "vitest";
import * as stats from "../../src/stats/index.js";

// Every run is seeded. A band is nominal ± what is known of the method, ± three standard errors of the simulation.

const exponential = (next: () => number, rate: number) => -Math.log(1 - next()) / rate;

/** Subjects with two competing hazards, censored at an even chance from 0 to 4, some of them seen only from later on. */
function simulate(next: () => number, n: number, hazards: readonly [number, number]): stats.Subject[] {
  return Array.from({length: n}, (_, i): stats.Subject | null => {
    const [one, two, end] = [exponential(next, hazards[0]), exponential(next, hazards[1]), 4 * next()];
    const exit = Math.min(one, two, end);
    const cause = exit === end ? 0 : exit === one ? 1 : 2;
    const entry = i % 4 === 0 ? 0.6 * next() : 0;
    return exit > entry ? {entry, exit, cause} : null;
  }).filter((subject) => subject !== null);
}

const lastBy = <T extends {time: number}>(steps: readonly T[], time: number) =>
  steps.filter((step) => step.time <= time).at(-1)!;

describe("coverage of 95 % intervals of survival", {timeout: 60_000}, () => {
  it("kaplanMeier(steps) covers 93–97 % with censoring and late entry, medianSurvival 92–98 %", () => {
    const next = stats.random(61);
    const runs = 1500;
    let [inBand, inMedian] = [0, 0];
    for (let run = 0; run < runs; ++run) {
      const curve = stats.kaplanMeier(stats.riskTable(simulate(next, 80, [0.4, 0.3]), 2));
      const {lower, upper} = lastBy(curve, 1.2);
      const truth = Math.exp(-0.7 * 1.2);
      if (lower! <= truth && truth <= upper!) ++inBand;
      const median = stats.medianSurvival(curve);
      const half = Math.LN2 / 0.7;
      if (median.lower! <= half && half <= (median.upper ?? Infinity)) ++inMedian;
    }
    expect(inBand / runs).toBeGreaterThan(0.93);
    expect(inBand / runs).toBeLessThan(0.97);
    expect(inMedian / runs).toBeGreaterThan(0.92);
    expect(inMedian / runs).toBeLessThan(0.98);
  });

  it("aalenJohansen(steps) covers 93–97 % of an incidence with a competing cause", () => {
    const next = stats.random(62);
    const runs = 1500;
    let covered = 0;
    const truth = (0.3 / 0.7) * (1 - Math.exp(-0.7 * 1.2));
    for (let run = 0; run < runs; ++run) {
      const steps = stats.aalenJohansen(stats.riskTable(simulate(next, 80, [0.4, 0.3]), 2));
      const {lower, upper} = lastBy(steps, 1.2).causes[1]!;
      if (lower! <= truth && truth <= upper!) ++covered;
    }
    expect(covered / runs).toBeGreaterThan(0.93);
    expect(covered / runs).toBeLessThan(0.97);
  });

  it("cox(rows) covers 93–97 % of a ratio of 2", () => {
    const next = stats.random(63);
    const runs = 1000;
    let covered = 0;
    for (let run = 0; run < runs; ++run) {
      const rows = [0, 1].flatMap((x) =>
        simulate(next, 60, [0.3 * 2 ** x, 0.2]).map(({entry, exit, cause}) => ({
          start: entry!,
          stop: exit,
          event: cause === 1,
          x: [x]
        }))
      );
      const {lower, upper} = stats.cox(rows)!.coefficients[0]!;
      if (lower <= 2 && 2 <= upper) ++covered;
    }
    expect(covered / runs).toBeGreaterThan(0.93);
    expect(covered / runs).toBeLessThan(0.97);
  });

  it("logRank(groups) rejects 3.5–6.5 % of true nulls at .05 for three groups with late entry", () => {
    const next = stats.random(64);
    const runs = 1500;
    let rejected = 0;
    for (let run = 0; run < runs; ++run) {
      const groups = [40, 60, 50].map((n) => stats.riskTable(simulate(next, n, [0.4, 0.3]), 2));
      if (stats.logRank(groups)!.p < 0.05) ++rejected;
    }
    expect(rejected / runs).toBeGreaterThan(0.035);
    expect(rejected / runs).toBeLessThan(0.065);
  });
});
