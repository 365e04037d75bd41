import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import * as stats from "../../src/stats/index.js";
import type {Proportion, Sample} from "../../src/stats/index.js";

type Point = {args: never[]; expected: number[]};
type Table = [x0: number, n0: number, x1: number, n1: number, alpha: number];

const file = new URL("../oracle/intervals.json", import.meta.url);
const oracle = JSON.parse(readFileSync(file, "utf8")) as Record<string, Point[]>;

const arms = ([x0, n0, x1, n1]: Table): [Proportion, Proportion] => [
  {x: x0, n: n0},
  {x: x1, n: n1}
];
const sample = ([n, mean, variance]: [number, number, number]): Sample => ({n, mean, variance});

const functions: Record<string, (...args: never[]) => (number | null)[]> = {
  wilson: (...args: [number, number, number]) => stats.wilson(...args)!,
  clopperPearson: (...args: [number, number, number]) => stats.clopperPearson(...args)!,
  rateInterval: (...args: [number, number, number]) => stats.rateInterval(...args)!,
  newcombe: (...args: Table) => stats.newcombe(...arms(args), args[4])!,
  mee: (...args: Table) => stats.mee(...arms(args), {alpha: args[4]})!,
  miettinenNurminen: (...args: Table) => stats.mee(...arms(args), {alpha: args[4], form: "miettinen-nurminen"})!,
  koopman: (...args: Table) => stats.koopman(...arms(args), args[4])!,
  welch: (a: [number, number, number], b: [number, number, number]) => {
    const {t, df, p, lower, upper} = stats.welch(sample(a), sample(b))!;
    return [t, df, p, lower, upper];
  },
  holm: (...ps: number[]) => stats.holm(ps),
  benjaminiHochberg: (...ps: number[]) => stats.benjaminiHochberg(ps),
  srm: (counts: number[], weights: number[]) => {
    const {chi2, p, eValue} = stats.srm(counts, weights);
    return [chi2, p, eValue];
  },
  nps: (promoters: number, passives: number, detractors: number) => {
    const {value, lower, upper} = stats.nps({promoters, passives, detractors})!;
    return [value, lower, upper];
  },
  meanInterval: (n: number, mean: number, variance: number) => {
    const {value, lower, upper} = stats.meanInterval({n, mean, variance})!;
    return [value, lower, upper];
  },
  ratioOfSums: (x: number[], y: number[]) => {
    const {n, mean, co} = stats.momentsOf(
      x.map((value, i) => ({x: value, y: y[i]!})),
      ["xx", "yy", "xy"]
    );
    const [sumX, sumY] = [n * mean.x!, n * mean.y!];
    const {value, lower, upper, se} = stats.ratioOfSums({n, sumX, sumY, xx: co.xx!, yy: co.yy!, xy: co.xy!})!;
    return [value, lower, upper, se];
  }
};

const tolerance = 1e-12;

describe("intervals and tests against mpmath, scipy and statsmodels", () => {
  for (const [name, f] of Object.entries(functions)) {
    it(`${name} agrees with its oracle to 1e-12`, () => {
      expect(oracle[name]!.length).toBeGreaterThan(0);
      for (const {args, expected} of oracle[name]!) {
        const actual = f(...args);
        expected.forEach((value, i) => {
          const error = Math.abs(actual[i]! - value) / Math.max(Math.abs(value), 1e-3);
          expect(error, `${name}(${JSON.stringify(args)})[${i}] ${actual[i]} for ${value}`).toBeLessThan(tolerance);
        });
      }
    });
  }
});
