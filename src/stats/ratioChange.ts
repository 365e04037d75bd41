import {checkAlpha, checkCount} from "./arguments.js";
import {tTwoSided, tUpperQuantile} from "./studentT.js";

/** One account's parts of a ratio of sums now and before; 0 where it has none at that time. */
export type RatioPair = {y: number; x: number; yBefore: number; xBefore: number};

/**
 * How far a ratio of sums Σy/Σx moved between two times, with an interval from account-level differences.
 *
 * `value` is the ratio now less the ratio before. The two share accounts, so the interval is not built from theirs: each
 * account's influence on the difference, (y − Rx)/Σx − (y₀ − R₀x₀)/Σx₀, is squared and summed. Null if either ratio does not
 * exist; lower, upper and p are null for fewer than two accounts or where nothing varies.
 * Linearisation of a ratio: Cochran (1977), Sampling Techniques, 3rd ed., §6.
 *
 * ratioChange([{y: 1, x: 1, yBefore: 0, xBefore: 1}, {y: 1, x: 1, yBefore: 1, xBefore: 1}])
 * // {value: 0.5, lower: -5.853, upper: 6.853, p: 0.5}
 */
export function ratioChange(pairs: readonly RatioPair[], {alpha = 0.05}: {alpha?: number} = {}) {
  const sum = (part: (pair: RatioPair) => number) => pairs.reduce((total, pair) => total + part(pair), 0);
  const x = sum((pair) => pair.x);
  const xBefore = sum((pair) => pair.xBefore);
  checkAlpha(alpha);
  if (x === 0 || xBefore === 0) return null;
  const now = sum((pair) => pair.y) / x;
  const before = sum((pair) => pair.yBefore) / xBefore;
  const squares = sum((p) => ((p.y - now * p.x) / x - (p.yBefore - before * p.xBefore) / xBefore) ** 2);
  return ratioChangeOfSums({value: now - before, squares, n: pairs.length}, {alpha});
}

/**
 * The interval of `ratioChange` from what a query adds up: the change, the sum of the accounts' squared influences, and their number.
 *
 * ratioChangeOfSums({value: 0.5, squares: 0.125, n: 2}) // {value: 0.5, lower: -5.853, upper: 6.853, p: 0.5}
 */
export function ratioChangeOfSums(
  {value, squares, n}: {value: number; squares: number; n: number},
  {alpha = 0.05}: {alpha?: number} = {}
): {value: number; lower: number | null; upper: number | null; p: number | null} {
  checkAlpha(alpha);
  checkCount("n", n);
  if (n < 2 || squares === 0) return {value, lower: null, upper: null, p: null};
  const se = Math.sqrt((n / (n - 1)) * squares);
  const half = tUpperQuantile(alpha / 2, n - 1) * se;
  return {value, lower: value - half, upper: value + half, p: tTwoSided(value / se, n - 1)};
}
