import {checkAlpha, checkCount} from "./arguments.js";
import type {Comparison} from "./compareProportions.js";
import {tTwoSided, tUpperQuantile} from "./studentT.js";
import {squaredError, welchDf, type Sample} from "./welch.js";

/**
 * A difference of two arms (variant − control) and the control it is set against, in the unit of the metric, with their joint error.
 *
 * `squared` is the squared error of the difference, `baseSquared` that of `base`, `covariance` that of the two. It knows no alpha, so
 * a page can read it at any: whatever made it (clusters, covariates, strata, ratios), the verdict comes from `compareContrast`.
 */
export type Contrast = {
  difference: number;
  squared: number;
  base: number;
  baseSquared: number;
  covariance: number;
  df: number;
};

/**
 * Reads a contrast at one alpha: difference, interval and p by Student's t, and the lift over |control| by Fieller's interval.
 *
 * All of them share one standard error and one t quantile, so p < alpha, "the difference leaves out 0" and "the lift leaves out 0"
 * are one verdict. Lift is null, with the `liftReason`, where the control cannot be told from 0 (g ≥ 1); everything but the difference
 * is null, with the `reason`, if the error is 0. With covariance: Fieller (1954), JRSS B 16:175–185.
 *
 * compareContrast({difference: 0.04, squared: 0.0002104, base: 0.1, baseSquared: 0.00009, covariance: -0.00009, df: Infinity})
 * // {lower: 0.01157, upper: 0.06843, p: 0.005822, lift: 0.4, liftLower: 0.1028, liftUpper: 0.7974, se: 0.014505, …}
 */
export function compareContrast(
  contrast: Contrast,
  {alpha = 0.05, method = "t; Fieller interval"}: {alpha?: number; method?: string} = {}
): Comparison & {t: number | null; df: number | null; se: number | null} {
  checkAlpha(alpha);
  const {difference, squared, df} = contrast;
  checkCount("squared error", squared);
  if (squared === 0) {
    const none = {lower: null, upper: null, p: null, lift: null, liftLower: null, liftUpper: null};
    const reason = "no spread in either arm";
    return {
      difference,
      ...none,
      liftReason: `lift not estimable: ${reason}`,
      reason,
      method,
      t: null,
      df: null,
      se: null
    };
  }
  const se = Math.sqrt(squared);
  const critical = tUpperQuantile(alpha / 2, df);
  const half = critical * se;
  const lift = fiellerOf(contrast, critical);
  return {
    difference,
    lower: difference - half,
    upper: difference + half,
    p: tTwoSided(difference / se, df),
    lift: lift && difference / Math.abs(contrast.base),
    liftLower: lift && lift[0],
    liftUpper: lift && lift[1],
    liftReason: lift ? null : "lift not estimable: the control's mean cannot be told from 0",
    reason: null,
    method,
    t: difference / se,
    df,
    se
  };
}

/**
 * Fieller's interval for the lift, difference / |base|, at a critical value. Null if g ≥ 1: the interval has no end.
 *
 * fiellerOf({difference: 0.04, squared: 0.0002104, base: 0.1, baseSquared: 0.00009, covariance: -0.00009, df: Infinity}, 1.959963984540054)
 * // [0.1028, 0.7974]
 */
export function fiellerOf(contrast: Contrast, critical: number): [lower: number, upper: number] | null {
  const {difference, squared, base, baseSquared, covariance} = contrast;
  const c = critical * critical;
  const remaining = base * base - c * baseSquared;
  if (!(remaining > 0)) return null;
  // The roots of remaining·L² − 2·middle·L + product = 0, where the product has the sign that the interval of the difference has.
  const half = critical * Math.sqrt(squared);
  const product = (Math.abs(difference) - half) * (Math.abs(difference) + half);
  const middle = difference * base - c * covariance;
  const spread = squared * base * base - 2 * difference * base * covariance + difference * difference * baseSquared;
  const root = critical * Math.sqrt(Math.max(0, spread - c * (squared * baseSquared - covariance * covariance)));
  const outer = middle + (middle < 0 ? -root : root);
  const roots = [outer / remaining, outer === 0 ? 0 : product / outer].map((r) => r * Math.sign(base));
  return [Math.min(...roots), Math.max(...roots)];
}

/**
 * The interval for the lift by the delta method, as most experiment engines print it: for comparison, never for a verdict.
 *
 * It contradicts the test of the difference in up to a fifth of experiments at low conversion, and misses almost always on one side.
 * Null if the base is 0.
 *
 * deltaLift({difference: 0.04, squared: 0.0002104, base: 0.1, baseSquared: 0.00009, covariance: -0.00009, df: Infinity})
 * // {lift: 0.4, lower: 0.0623, upper: 0.7377, se: 0.1723, p: 0.0202}
 */
export function deltaLift(contrast: Contrast, alpha = 0.05) {
  checkAlpha(alpha);
  const {difference, squared, base, baseSquared, covariance, df} = contrast;
  const lift = difference / Math.abs(base);
  const signed = difference / base;
  const se = Math.sqrt(squared + signed * signed * baseSquared - 2 * signed * covariance) / Math.abs(base);
  if (base === 0 || !(se > 0)) return null;
  const half = tUpperQuantile(alpha / 2, df) * se;
  return {lift, lower: lift - half, upper: lift + half, se, p: tTwoSided(lift / se, df)};
}

/**
 * The contrast of two independent means, with Welch's degrees of freedom. Null if an arm has fewer than two units.
 *
 * contrastOf({n: 13, mean: 15, variance: 87.5}, {n: 11, mean: 12, variance: 39}) // {difference: -3, squared: 10.2762, df: 20.9846, …}
 */
export function contrastOf(control: Sample, variant: Sample): Contrast | null {
  const a = squaredError(control);
  const b = squaredError(variant);
  if (a === null || b === null) return null;
  return {
    difference: variant.mean - control.mean,
    squared: a + b,
    base: control.mean,
    baseSquared: a,
    covariance: -a,
    df: welchDf([a, control.n - 1], [b, variant.n - 1])
  };
}
