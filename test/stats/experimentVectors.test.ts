import * as stats from "../../src/stats/index.js";
import type {Proportion, Sample} from "../../src/stats/index.js";
import {holdVectors} from "./publishedVectors.js";

type Sums = {n: number; sum: number; sumSquares: number};
const z = stats.normalUpperQuantile(0.025);
function ofSums({n, sum, sumSquares}: Sums): Sample {
  return {n, mean: sum / n, variance: (sumSquares - sum ** 2 / n) / (n - 1)};
}

function ofValues(values: number[]): Sample {
  const {n, mean, co} = stats.momentsOf(
    values.map((y) => ({y})),
    ["yy"]
  );
  return {n, mean: mean.y!, variance: co.yy! / (n - 1)};
}

const calls: Record<string, (...args: never[]) => (number | null | undefined)[]> = {
  welchFromSums: (a: Sums, b: Sums) => {
    const {difference, lower, upper, p} = stats.compareMeans(ofSums(a), ofSums(b));
    return [difference, lower, upper, p];
  },
  welchInterval: (a: Sums, b: Sums) => {
    const {difference, lower, upper} = stats.compareMeans(ofSums(a), ofSums(b));
    return [difference, lower, upper];
  },
  welchP: (a: Sums, b: Sums) => [stats.compareMeans(ofSums(a), ofSums(b)).p],
  welchOfMoments: (a: Sample, b: Sample) => {
    const {t, p} = stats.compareMeans(a, b);
    return [t, p];
  },
  welchOfValues: (a: number[], b: number[]) => {
    const {t, df, p, lower, upper} = stats.compareMeans(ofValues(a), ofValues(b));
    return [t, df, p, lower, upper];
  },
  pooledP: (a: Proportion, b: Proportion) => [stats.compareProportions(a, b).p],
  pooledChi2: (a: Proportion, b: Proportion) => {
    const test = stats.pooledZ(a, b)!;
    return [test.z ** 2, test.p];
  },
  newcombe: (...args: Proportion[]) => pairs(args).flatMap(([a, b]) => stats.newcombe(a, b)!),
  miettinenNurminen: (...args: Proportion[]) =>
    pairs(args).flatMap(([a, b]) => stats.mee(a, b, {form: "miettinen-nurminen"})!),
  koopman: (a: Proportion, b: Proportion) => stats.koopman(a, b)!,
  fiellerZ: (a: Sample, b: Sample) => {
    const {g, lower, upper} = stats.fieller(a, b, z)!;
    return [g, b.mean / a.mean - 1, lower, upper];
  },
  fiellerZFromSums: (a: Sums, b: Sums) => {
    const {lower, upper} = stats.fieller(ofSums(a), ofSums(b), z)!;
    return [lower, upper];
  },
  holm: (...ps: number[]) => stats.holm(ps),
  benjaminiHochberg: (...ps: number[]) => stats.benjaminiHochberg(ps),
  srmP: (counts: number[], weights: number[]) => [stats.srm(counts, weights).p],
  srmChi2: (counts: number[], weights: number[]) => [stats.srm(counts, weights).chi2],
  srmChi2AndP: (counts: number[], weights: number[]) => {
    const {chi2, p} = stats.srm(counts, weights);
    return [chi2, p];
  },
  logBayesFactor: (...args: [number[], number[], number[]][]) => args.map((arg) => stats.logBayesFactor(...arg)),
  logBayesFactorAndP: (counts: number[], shares: number[], prior: number[]) => {
    const log = stats.logBayesFactor(counts, shares, prior);
    return [log, Math.exp(-log)];
  }
};

function pairs(args: Proportion[]): [Proportion, Proportion][] {
  return args.flatMap((a, i) => (i % 2 ? [] : [[a, args[i + 1]!] as [Proportion, Proportion]]));
}

holdVectors("published vectors of experiment engines", "experiments.json", calls);
