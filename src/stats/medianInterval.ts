import {checkAlpha, checkCount} from "./arguments.js";
import {incompleteBeta} from "./beta.js";

/**
 * The median of counted values, with the interval of its order statistics, at level 1 − `alpha` or more.
 *
 * In the units of the values; `counts` says how often each was seen, in any order. With an even number the lower of the two middle
 * values is the median, so that it is one that was seen. The bounds are the values of ranks l and n + 1 − l with the largest l for
 * which a binomial(n, ½) falls below l with a chance of at most alpha / 2; no shape is assumed, and ties only make it safer. Null if
 * nothing was counted; bounds are null where there are too few for any rank (under 6 at 95%).
 * Conover (1999), Practical Nonparametric Statistics, §3.2; Hahn and Meeker (1991), Statistical Intervals §5.2.
 *
 * medianInterval([{value: 1, count: 4}, {value: 2, count: 3}, {value: 9, count: 3}]) // {value: 2, lower: 1, upper: 9, n: 10}
 */
export function medianInterval(
  counts: readonly {value: number; count: number}[],
  alpha = 0.05
): {value: number; lower: number | null; upper: number | null; n: number} | null {
  checkAlpha(alpha);
  const sorted = counts.filter(({count}) => checkCount("count", count) > 0).sort((a, b) => a.value - b.value);
  const n = sorted.reduce((sum, {count}) => sum + count, 0);
  if (n === 0) return null;
  const ofRank = (rank: number) => {
    let below = 0;
    return sorted.find(({count}) => (below += count) >= rank)!.value;
  };
  // P(binomial(n, ½) ≤ l − 1) as an incomplete beta function.
  const isSafe = (l: number) => incompleteBeta(0.5, 0.5, n - l + 1, l)[0] <= alpha / 2;
  let l = 0;
  while (isSafe(l + 1)) l++;
  return {
    value: ofRank(Math.ceil(n / 2)),
    lower: l > 0 ? ofRank(l) : null,
    upper: l > 0 ? ofRank(n + 1 - l) : null,
    n
  };
}
