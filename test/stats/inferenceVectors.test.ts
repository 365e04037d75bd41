import * as stats from "../../src/stats/index.js";
import type {
  Contrast,
  Moments,
  Proportion,
  Sample,
  SegmentEstimate,
  Straddler,
  StratumArms
} from "../../src/stats/index.js";
import {holdVectors} from "./publishedVectors.js";

type Sums = {n: number; sum: number; sumSquares: number};
type Crossed = {n: number; y: number; yy: number; x: number; xx: number; xy: number};
type Ratio = {n: number; m: number; mm: number; d: number; dd: number; md: number};
const ofSums = ({n, sum, sumSquares}: Sums): Sample => ({
  n,
  mean: sum / n,
  variance: (sumSquares - sum ** 2 / n) / (n - 1)
});
/** Other engines take p(1 − p) for the variance of a unit. */
const ofProportion = ({x, n}: Proportion): Sample => ({n, mean: x / n, variance: (x / n) * (1 - x / n)});

const ofCrossed = ({n, y, yy, x, xx, xy}: Crossed): Moments => ({
  n,
  mean: {y: y / n, x: x / n},
  co: {yy: yy - y ** 2 / n, xx: xx - x ** 2 / n, xy: xy - (x * y) / n}
});

const ofRatio = ({n, m, mm, d, dd, md}: Ratio): Sample =>
  stats.sampleOf(
    stats.linearise(
      {n, mean: {n: m / n, d: d / n}, co: {nn: mm - m ** 2 / n, dd: dd - d ** 2 / n, nd: md - (m * d) / n}},
      {y: "nd"}
    )!
  );

const ofRows = (x: number[], y: number[]) =>
  stats.momentsOf(
    y.map((value, i) => ({y: value, x: x[i]!})),
    ["yy", "xx", "xy"]
  );

const contrast = (a: Sample, b: Sample): Contrast => stats.contrastOf(a, b)!;
const root = (c: Contrast) => Math.sqrt(c.squared);

const calls: Record<string, (...args: never[]) => (number | null | undefined)[]> = {
  deltaOfSums: (a: Sums, b: Sums) => {
    const {lift, se, lower, upper, p} = stats.deltaLift(contrast(ofSums(a), ofSums(b)))!;
    return [lift, se, lower, upper, p];
  },
  deltaOfProportions: (a: Proportion, b: Proportion) => {
    const {lift, se, lower, upper, p} = stats.deltaLift(contrast(ofProportion(a), ofProportion(b)))!;
    return [lift, se, lower, upper, p];
  },
  deltaInterval: (a: Proportion, b: Proportion) => {
    const {lift, lower, upper, p} = stats.deltaLift(contrast(ofProportion(a), ofProportion(b)))!;
    return [lift, lower, upper, p];
  },
  deltaWithDf: (a: Sums, b: Sums) => {
    const c = contrast(ofSums(a), ofSums(b));
    const {lift, lower, upper, p} = stats.deltaLift(c)!;
    return [lift, lower, upper, p, c.df];
  },
  // A one-sided bound at 5 % is the end of the 90 % interval.
  deltaOneSided: (a: Sums, b: Sums) => {
    const {lower, p} = stats.deltaLift(contrast(ofSums(a), ofSums(b)), 0.1)!;
    return [lower, p / 2];
  },
  oneSided: (a: Sums, b: Sums) => {
    const {lower, p} = stats.compareContrast(contrast(ofSums(a), ofSums(b)), {alpha: 0.1});
    return [lower, p! / 2];
  },
  ratioDelta: (a: Ratio, b: Ratio) => {
    const {lift, lower, upper, p} = stats.deltaLift(contrast(ofRatio(a), ofRatio(b)))!;
    return [lift, lower, upper, p];
  },
  cupedDelta: (a: Crossed, b: Crossed) => {
    const {difference, squared, base, baseSquared, covariance, df} = stats.cuped(ofCrossed(a), ofCrossed(b), {
      form: "total"
    })!.contrast;
    // GrowthBook takes the slope of the delta method at the lift of the unadjusted means.
    const at = b.y / b.n / (a.y / a.n) - 1;
    const se = Math.sqrt(squared + at * at * baseSquared - 2 * at * covariance) / base;
    return [difference / base, stats.tTwoSided(difference / base / se, df)];
  },
  cupedTotal: (a: Crossed, b: Crossed) => {
    const {theta, means} = stats.cuped(ofCrossed(a), ofCrossed(b), {form: "total"})!;
    // PostHog leaves out the common mean of x.
    const shift = (theta[0]! * (a.x + b.x)) / (a.n + b.n);
    return [theta[0], means.control - shift, means.variant - shift];
  },
  cupedLift: (a: Crossed, b: Crossed) => [
    stats.compareContrast(stats.cuped(ofCrossed(a), ofCrossed(b), {form: "total"})!.contrast).lift
  ],
  covariance: (a: Crossed) => {
    const moments = ofCrossed(a);
    return [moments.co.xy! / (moments.n - 1), stats.cuped(moments, moments)!.theta[0]];
  },
  cupedThetas: ([xa, xb]: number[][], [ya, yb]: number[][]) => {
    const [a, b] = [ofRows(xa!, ya!), ofRows(xb!, yb!)];
    const raw = contrast(stats.sampleOf(a), stats.sampleOf(b));
    const total = stats.cuped(a, b, {form: "total"})!;
    const theta = stats.cuped(a, b)!.theta[0]!;
    // The published error takes θ as given: that of y − θx.
    const rest = (x: number[], y: number[]) =>
      stats.sampleOf(
        ofRows(
          x,
          y.map((value, i) => value - theta * x[i]!)
        )
      );
    const within = contrast(rest(xa!, ya!), rest(xb!, yb!));
    return [raw, total.contrast, within].flatMap((c, i) => [
      ...[[], [total.theta[0]], [theta]][i]!,
      c.difference,
      root(c)
    ]);
  },
  cupedWithin: ([xa, xb]: number[][], [ya, yb]: number[][]) => {
    const c = stats.cuped(ofRows(xa!, ya!), ofRows(xb!, yb!))!.contrast;
    return [c.difference, root(c)];
  },
  difference: (a: Proportion, b: Proportion) => [stats.compareProportions(a, b).difference],
  homogeneity: (...arms: Proportion[]) => {
    const {chi2, p} = stats.homogeneity(arms)!;
    return [chi2, p];
  },
  fisher: (a: Proportion, b: Proportion) => [stats.fisher(a, b)],
  katz: (a: Proportion, b: Proportion, c: Proportion, d: Proportion) => [...stats.katz(a, b)!, ...stats.katz(c, d)!],
  heterogeneity: (...segments: SegmentEstimate[]) => {
    const {q, p, pooled, se} = stats.heterogeneity(segments)!;
    return [q, p, pooled, se];
  },
  postStratify: (...strata: StratumArms[]) => {
    const {contrast: c, fixed} = stats.postStratify(strata)!;
    return [c.difference, Math.sqrt(fixed), root(c)];
  },
  straddling: (...rows: Straddler[]) => {
    const {cr0, cr1} = stats.compareStraddling(rows);
    return [Math.sqrt(cr0!), Math.sqrt(cr1!)];
  }
};

holdVectors("published vectors of inference", "experiments-inference.json", calls);
