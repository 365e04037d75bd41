import {checkAlpha, checkCount} from "./arguments.js";
import {tTwoSided, tUpperQuantile} from "./studentT.js";

/** A mean metric of one arm: `variance` is the sample variance (n − 1); null where n < 2. */
export type Sample = {n: number; mean: number; variance: number | null};

/**
 * Welch's t test and interval for the difference of two means, variant − control, in the unit of the metric.
 *
 * `critical` is the t quantile behind the interval, for `fieller` to use. Null if an arm has fewer than two units, or if neither
 * arm has any spread. The degrees of freedom come from the share of the variance an arm has, so nothing over- or underflows.
 * Welch (1947), Biometrika 34:28–35.
 *
 * welch({n: 13, mean: 15, variance: 87.5}, {n: 11, mean: 12, variance: 39}) // {t: -0.9358, df: 20.9846, p: 0.36, …}
 */
export function welch(control: Sample, variant: Sample, alpha = 0.05) {
  checkAlpha(alpha);
  const a = squaredError(control);
  const b = squaredError(variant);
  if (a === null || b === null || a + b === 0) return null;
  const df = welchDf([a, control.n - 1], [b, variant.n - 1]);
  const difference = variant.mean - control.mean;
  const se = Math.sqrt(a + b);
  const t = difference / se;
  const critical = tUpperQuantile(alpha / 2, df);
  const half = critical * se;
  return {difference, lower: difference - half, upper: difference + half, se, t, df, p: tTwoSided(t, df), critical};
}

/**
 * The squared standard error of a mean, variance / n. Null if n < 2.
 *
 * squaredError({n: 4, mean: 1, variance: 8}) // 2
 */
export function squaredError({n, variance}: Sample): number | null {
  checkCount("n", n);
  if (n < 2 || variance === null) return null;
  return checkCount("variance", variance) / n;
}

/**
 * Welch's degrees of freedom of a difference from [squared error, degrees of freedom] of each arm; those of both if there is no error.
 *
 * welchDf([6.730769, 12], [3.545455, 10]) // 20.9846
 */
export function welchDf([a, dfA]: readonly [number, number], [b, dfB]: readonly [number, number]): number {
  if (a + b === 0) return dfA + dfB;
  const share = a / (a + b);
  return 1 / (share ** 2 / dfA + (1 - share) ** 2 / dfB);
}
