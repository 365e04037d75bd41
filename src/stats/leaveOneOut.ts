/** What `leaveOneOut` returns: the range of the ratio, and how much of Σx one account holds. */
export interface LeaveOneOut {
  lower: number;
  upper: number;
  largestShare: number;
}

/**
 * How far the ratio Σy / Σx of [x, y] pairs, one an account, moves when any one account is left out, and the largest share of Σx
 * that one account holds.
 *
 * `lower` and `upper` are the smallest and largest ratio of all but one. A ratio that one account carries shows a wide range whatever
 * its interval says. A pair without whose x nothing is left has no ratio and is passed over. x must not be negative. Null for fewer
 * than two pairs with x, or if Σx is 0.
 * Jackknife values: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 11.
 *
 * leaveOneOut([[10, 9], [8, 12], [12, 12]]) // {lower: 0.9545, upper: 1.2, largestShare: 0.4}
 */
export function leaveOneOut(pairs: readonly (readonly [x: number, y: number])[]): LeaveOneOut | null {
  let [sumX, sumY, largest, held] = [0, 0, 0, 0];
  for (const [x, y] of pairs) {
    if (!(x >= 0)) throw new RangeError(`invalid x: ${x}`);
    sumX += x;
    sumY += y;
    largest = Math.max(largest, x);
    held += x > 0 ? 1 : 0;
  }
  if (held < 2) return null;
  let [lower, upper] = [Infinity, -Infinity];
  for (const [x, y] of pairs) {
    const ratio = (sumY - y) / (sumX - x);
    lower = Math.min(lower, ratio);
    upper = Math.max(upper, ratio);
  }
  return {lower, upper, largestShare: largest / sumX};
}
