import {checkAlpha, checkCount} from "./arguments.js";
import {tUpperQuantile} from "./studentT.js";

/** What `ratioOfSums` reads: exact sums, and centred co-moments Σ(y − ȳ)², Σ(x − x̄)² and Σ(x − x̄)(y − ȳ) over n accounts. */
export type RatioMoments = {n: number; sumY: number; sumX: number; yy: number; xx: number; xy: number};

/**
 * The ratio Σy / Σx over n accounts with its linearised interval, as for NRR (y = money at the end, x = at the start).
 *
 * The standard error is √(Σ(y − Rx)² / (n(n − 1))) / x̄, the interval R ± t·se with n − 1 degrees of freedom, cut off at `min` and
 * `max` where the ratio cannot lie beyond. Between 0 and 1, as for GRR, it is taken on the log-odds, ln R/(1 − R) ± t·se/(R(1 − R)):
 * losses are skewed, and the plain interval lies above the truth four times as often as below it. Null if n or Σx is 0. se, lower and
 * upper are null for one account, and if y is the same share of x in every account to five digits: no spread is no certainty. With
 * few or very uneven accounts the interval covers less than it says: at lognormal money with σ = 1.5 and 300 accounts about 92 %
 * instead of 95; set `bootstrapRatio` beside it.
 * Cochran (1977), Sampling Techniques, chapter 6.
 *
 * ratioOfSums({n: 3, sumY: 33, sumX: 30, yy: 26, xx: 14, xy: 17}) // {value: 1.1, lower: 0.6866, upper: 1.5134, se: 0.0961, n: 3}
 */
export function ratioOfSums(
  {n, sumY, sumX, yy, xx, xy}: RatioMoments,
  {alpha = 0.05, min = -Infinity, max = Infinity}: {alpha?: number; min?: number; max?: number} = {}
): {value: number; lower: number | null; upper: number | null; se: number | null; n: number} | null {
  if (sumX === 0) return null;
  const value = sumY / sumX;
  return linearised({n, value, sumX, terms: [yy, -2 * value * xy, value * value * xx]}, {alpha, min, max});
}

/**
 * The interval of a ratio whose residuals Σ(y − Rx)² are the sum of some terms; as `ratioOfSums`, for other ways to write them.
 *
 * linearised({n: 3, value: 1.1, sumX: 30, terms: [26, -37.4, 16.94]}, {alpha: 0.05, min: 0, max: Infinity}) // {lower: 0.6866, upper: 1.5134, se: 0.0961}
 */
export function linearised(
  {n, value, sumX, terms}: {n: number; value: number; sumX: number; terms: number[]},
  {alpha, min, max}: {alpha: number; min: number; max: number}
): ReturnType<typeof ratioOfSums> {
  checkCount("n", n);
  checkAlpha(alpha);
  if (n === 0) return null;
  const squares = terms.reduce((sum, term) => sum + term, 0);
  // Shares that are equal to within a hundred-thousandth have no spread: what is left of the terms is mostly their rounding.
  const noise = 1e-10 * terms.reduce((sum, term) => sum + Math.abs(term), 0);
  if (n < 2 || !(squares > noise)) return {value, lower: null, upper: null, se: null, n};
  const se = Math.sqrt(squares / (n * (n - 1))) / Math.abs(sumX / n);
  const half = tUpperQuantile(alpha / 2, n - 1) * se;
  if (min !== 0 || max !== 1 || value <= 0 || value >= 1)
    return {value, lower: Math.max(min, value - half), upper: Math.min(max, value + half), se, n};
  const odds = Math.log(value / (1 - value));
  const share = (x: number) => 1 / (1 + Math.exp(-x));
  const width = half / (value * (1 - value));
  return {value, lower: share(odds - width), upper: share(odds + width), se, n};
}
