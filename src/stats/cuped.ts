import type {Contrast} from "./compareContrast.js";
import {mergeMoments, type Moments} from "./moments.js";
import {invertSymmetric, quadraticForm} from "./symmetric.js";
import {welchDf} from "./welch.js";

const fewestUnits = 100;
const fewestKnown = 0.05;

/** What `cuped` returns; `gain` is the share of the outcome's variance that the past explains, means are in the unit of the metric. */
export interface Cuped {
  theta: number[];
  means: {control: number; variant: number};
  gain: number;
  /** The adjusted contrast, also where it is not advised. */
  contrast: Contrast;
  used: boolean;
  reason: string | null;
}

/**
 * Compares two arms after taking out what their units did before (CUPED), from co-moments by arm.
 *
 * Moments have y, the outcome, and x, its value before the unit's own assignment; where units lack one, x is 0 and m is 1, and all pairs of
 * y, x and m are there. A missing x thus keeps its own mean instead of counting as none. θ comes from within the arms, those of
 * `others` too, so that the difference itself is not taken out; every covariate costs a degree of freedom, and θ's own error counts.
 * The lift is over the control's unadjusted mean and keeps their covariance. `used` is false, with the `reason` as a sentence, under
 * 100 units, where under 5 % have a past, and where the past explains nothing. Null if x never varies or an arm has under two units.
 * `form: "total"` takes θ across arms and without its cost, as other engines do, to compare with them.
 * Deng, Xu, Kohavi and Walker (2013), WSDM, pages 123–132; within arms it is the analysis of covariance: Fisher (1932).
 *
 * cuped({n: 3, mean: {y: 2, x: 1}, co: {yy: 2, xx: 2, xy: 1}}, {n: 3, mean: {y: 4, x: 1}, co: {yy: 4, xx: 2, xy: 2}})
 * // {theta: [0.75], means: {control: 2, variant: 4}, gain: 0.1667, contrast: {difference: 2, squared: 0.8333}, used: false, …}
 */
export function cuped(
  control: Moments,
  variant: Moments,
  {others = [], form = "within"}: {others?: readonly Moments[]; form?: "within" | "total"} = {}
): Cuped | null {
  const arms = [control, variant, ...others].filter(({n}) => n > 0);
  arms.forEach(checkMoments);
  if (control.n < 2 || variant.n < 2) return null;
  const all = mergeMoments(arms);
  const pooled = (pair: string) => arms.reduce((sum, arm) => sum + co(arm, pair), 0);
  const crossed = form === "total" ? (pair: string) => co(all, pair) : pooled;
  const names = crossed("mm") > 0 ? ["x", "m"] : ["x"];
  const inverse = invertSymmetric(matrix(names, crossed));
  if (inverse === null) return null;
  const theta = inverse.map((row) => row.reduce((sum, value, j) => sum + value * crossed(`y${names[j]!}`), 0));
  const residual = (of: (pair: string) => number) =>
    Math.max(0, of("yy") - 2 * dot(theta, names, (name) => of(`y${name}`)) + quadraticForm(matrix(names, of), theta));

  const spent = form === "total" ? 0 : names.length;
  const free = all.n - arms.length;
  if (free <= spent) return null;
  const cost = free / (free - spent);
  const squaredOf = (arm: Moments) => (cost * residual((pair) => co(arm, pair))) / (arm.n - 1) / arm.n;
  const [a, b] = [squaredOf(control), squaredOf(variant)];
  const gap = names.map((name) => variant.mean[name]! - control.mean[name]!);
  const ofTheta = (cost * residual(pooled) * quadraticForm(inverse, gap)) / free;
  const kept = co(control, "yy") - dot(theta, names, (name) => co(control, `y${name}`));
  const meanOf = (arm: Moments) => arm.mean.y! - dot(theta, names, (name) => arm.mean[name]! - all.mean[name]!);
  const means = {control: meanOf(control), variant: meanOf(variant)};
  const total = pooled("yy");
  const gain = total > 0 ? 1 - (cost * residual(pooled)) / total : 0;
  const contrast = {
    difference: means.variant - means.control,
    squared: a + b + (form === "total" ? 0 : ofTheta),
    base: control.mean.y!,
    baseSquared: co(control, "yy") / (control.n - 1) / control.n,
    covariance: -kept / (control.n - 1) / control.n,
    df: Math.max(1, welchDf([a, control.n - 1], [b, variant.n - 1]) - spent)
  };
  const reason = reasonAgainst(all.n, 1 - (all.mean.m ?? 0), gain);
  return {theta, means, gain, contrast, used: reason === null, reason};
}

function reasonAgainst(units: number, known: number, gain: number): string | null {
  if (units < fewestUnits) return `not adjusted: ${units} units are fewer than ${fewestUnits}`;
  if (known < fewestKnown) return `not adjusted: under ${100 * fewestKnown}% of units have a value from before`;
  return gain > 0 ? null : "not adjusted: the values from before do not narrow the interval";
}

function dot(theta: readonly number[], names: readonly string[], of: (name: string) => number): number {
  return theta.reduce((sum, value, i) => sum + value * of(names[i]!), 0);
}

function matrix(names: readonly string[], of: (pair: string) => number): number[][] {
  return names.map((a) => names.map((b) => of(a + b)));
}

/** A co-moment under its letters in either order; 0 for pairs with an m that is not there. */
function co(arm: Moments, pair: string): number {
  const value = arm.co[pair] ?? arm.co[pair[1]! + pair[0]!];
  if (value === undefined && !pair.includes("m")) throw new RangeError(`invalid moments: no ${pair}`);
  return value ?? 0;
}

function checkMoments(arm: Moments): void {
  for (const pair of ["xy", "ym", "xm"]) {
    const limit = co(arm, pair[0]! + pair[0]!) * co(arm, pair[1]! + pair[1]!);
    if (!(co(arm, pair) ** 2 <= limit * (1 + 1e-9) + Number.MIN_VALUE))
      throw new RangeError(`impossible moments: ${pair}`);
  }
}
