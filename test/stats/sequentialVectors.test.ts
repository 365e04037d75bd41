import * as stats from "../../src/stats/index.js";
import type {ArmSizes, LookOptions, Proportion, Sample} from "../../src/stats/index.js";
import {bisect} from "../../src/stats/solve.js";
import {holdVectors} from "./publishedVectors.js";

const both = (n: number): ArmSizes => ({control: n, variant: n});

/** The mixture of the confseq library, of unit variance: its v is our 1/variance, its sum s our difference·v. */
function mixture(s: number, v: number, optimum: number, alpha: number, sides: 1 | 2) {
  const tau2 = stats.mixingVariance(1 / optimum, alpha * (3 - sides));
  return stats.confidenceSequence({difference: s / v, variance: 1 / v}, {tau2, alpha, sides})!;
}

/** The lift with its delta-method variance, as GrowthBook has it. */
function lift(control: Sample, variant: Sample) {
  const [a, b] = [control.variance! / control.n, variant.variance! / variant.n];
  const variance = b / control.mean ** 2 + (a * variant.mean ** 2) / control.mean ** 4;
  return {difference: variant.mean / control.mean - 1, variance};
}

function proportions([control, variant, power]: number[], strict = false): number {
  const of = (n: number) => stats.powerOfProportions({control: control!, variant: variant!}, both(n), {strict});
  return stats.solvePower(of, power!)!;
}

function choose(a: Proportion, b: Proportion, prior: [number, number]) {
  const [control, variant] = stats.betaBinomial([a, b], {prior});
  return [variant!.chance, variant!.loss, control!.loss];
}

const calls: Record<string, (...args: never[]) => number[]> = {
  boundaries: (fractions: number[], options: LookOptions) => stats.groupBoundaries(fractions, options).map(({z}) => z),
  nominal: (fractions: number[], options: LookOptions) =>
    stats.groupBoundaries(fractions, options).map(({z}) => 2 * stats.normalUpper(z)),
  classical: (numbers: number[]) =>
    [0, 0.5].flatMap((exponent) =>
      numbers.map((looks) =>
        bisect(
          (c) => {
            const fractions = Array.from({length: looks}, (_, i) => (i + 1) / looks);
            const {power, wrong} = stats.groupPower(
              fractions.map((fraction) => ({fraction, z: c / fraction ** exponent})),
              0
            );
            return power + wrong > 0.05;
          },
          1.9,
          3,
          1e-10
        )
      )
    ),
  givenSpending: (times: number[], above: number[], below: number[]) => {
    let path = stats.startPath();
    return times.map((time, i) => {
      const bound = (share: number) =>
        bisect((b) => stats.crossing(path, time, b).above > share, -8 * Math.sqrt(time), 8 * Math.sqrt(time));
      const left = path.masses.reduce((sum, mass) => sum + mass, 0);
      const [lower, upper] = [bound(left - below[i]!), bound(above[i]!)];
      path = stats.advance(path, time, lower, upper);
      return upper / Math.sqrt(time);
    });
  },
  bestRho: (optimum: number, alpha: number) => [1 / stats.mixingVariance(1 / optimum, alpha)],
  logMixture: (s: number, v: number, optimum: number, alpha: number, sides: 1 | 2) => [
    mixture(s, v, optimum, alpha, sides).logE
  ],
  mixtureBound: (v: number, optimum: number, alpha: number, sides: 1 | 2) => [
    mixture(0, v, optimum, alpha, sides).critical * Math.sqrt(v)
  ],
  oneSidedMixture: (s: number, v: number, optimum: number, alpha: number) => {
    const {critical, logE} = mixture(s, v, optimum, alpha, 1);
    return [critical * Math.sqrt(v), logE];
  },
  mixtureTest: (difference: number, variance: number, tau2: number) => {
    const {logE, p, upper} = stats.confidenceSequence({difference, variance}, {tau2})!;
    return [Math.exp(logE), p, upper - difference];
  },
  anytimeT: (t: number, options: {df: number; n: number; g: number}) => {
    const {logE, p, critical} = stats.anytimeT(t, options);
    return [logE, p, critical];
  },
  sequentialLift: (a: Proportion, b: Proportion, planned: number) => {
    const [control, variant] = [a, b].map(({x, n}) => ({n, mean: x / n, variance: (x / n) * (1 - x / n)}));
    const seen = lift(control!, variant!);
    const tau2 = stats.mixingVariance((seen.variance * (a.n + b.n)) / planned);
    const {lower, upper} = stats.confidenceSequence(seen, {tau2})!;
    return [seen.difference, lower, upper];
  },
  chanceAndLosses: choose,
  chanceAndLossesOfChoosing: (a: Proportion, b: Proportion, prior: [number, number]) => {
    const [chance, variant, control] = choose(a, b, prior);
    return [chance!, control!, variant!];
  },
  chances: (...pairs: [Proportion, Proportion][]) => pairs.map(([a, b]) => choose(a, b, [1, 1])[0]!),
  gaussianLift: (control: Sample, variant: Sample, prior: {mean?: number; variance?: number}) => {
    const {difference, variance} = lift(control, variant);
    const sd = Math.sqrt(prior.variance ?? Infinity);
    const belief = stats.gaussianBayes({difference, se: Math.sqrt(variance)}, {mean: prior.mean, sd})!;
    return [belief.mean, belief.sd, belief.chance, belief.loss.control, belief.loss.variant];
  },
  proportionsPower: ([n, control, variant]: number[], ...sizes: number[][]) => [
    stats.powerOfProportions({control: control!, variant: variant!}, both(n!)),
    ...sizes.map((size) => proportions(size))
  ],
  strictProportionsPower: (...cases: [number, number, number][]) =>
    cases.map(([n, control, variant]) => stats.powerOfProportions({control, variant}, both(n), {strict: true})),
  meansPower: (...cases: [number, number, number, boolean][]) =>
    cases.map(([n, difference, sd, strict]) => stats.powerOfMeans({difference, sd}, both(n), {strict})),
  meansSize: (...cases: [number, number, 1 | 2][]) =>
    cases.map(([power, difference, sides]) =>
      stats.solvePower((n) => stats.powerOfMeans({difference, sd: 1}, both(n), {sides}), power)!
    ),
  totalForMeans: (difference: number, sd: number, power: number) => [
    2 * stats.solvePower((n) => stats.powerOfMeans({difference, sd}, both(n)), power)!
  ],
  nonInferioritySize: (
    rates: {control: number; variant: number},
    options: {margin: number; alpha?: number; error?: "wald"},
    power: number,
    arms: number
  ) => [arms * stats.solvePower((n) => stats.powerOfNonInferiority(rates, both(n), options), power)!]
};

holdVectors("published vectors of sequential, Bayesian and power calculations", "experiments-sequential.json", calls);
