import {checkAlpha, checkCount} from "./arguments.js";
import {normalUpperQuantile} from "./normal.js";
import {random, randomNormal} from "./random.js";
import {choleskyRoot} from "./symmetric.js";

/**
 * The critical value of bands that hold for several estimates at once: the 1 − `alpha` quantile of the largest |t| among them.
 *
 * `influences` has one row an estimate: each unit's part in its error. A multiplier bootstrap with standard normal multipliers draws
 * Σ multiplier × influence, which is normal with covariance Σ influence × influence; the draws are made from that covariance, so
 * they cost the same for any number of units. Estimates without spread are left out. Null if none has spread. Never under the
 * quantile of a single one. Montiel Olea and Plagborg-Møller (2019), J. Appl. Econometrics 34:1–17.
 *
 * supCritical([[1, -1], [2, 2]], {seed: 2}) // 2.2
 */
export function supCritical(
  influences: readonly ArrayLike<number>[],
  {alpha = 0.05, draws = 10_000, seed = 1}: {alpha?: number; draws?: number; seed?: number} = {}
): number | null {
  checkAlpha(alpha);
  const largest = largestDrawn(influences, draws, seed);
  return largest && Math.max(normalUpperQuantile(alpha / 2), largest[Math.ceil((1 - alpha) * draws) - 1]!);
}

/**
 * The p of the largest |t| among several estimates if each is 0 in truth, by the same draws as `supCritical`: the share in which the
 * largest is as large, the estimates themselves counted as one draw. Estimates without spread are left out. Null if none has spread.
 * Montiel Olea and Plagborg-Møller (2019), J. Appl. Econometrics 34:1–17; counted so by Davison and Hinkley (1997), (4.11).
 *
 * supP([0, 0], [[1, -1], [2, 2]]) // 1
 */
export function supP(
  estimates: readonly number[],
  influences: readonly ArrayLike<number>[],
  {draws = 10_000, seed = 1}: {draws?: number; seed?: number} = {}
): number | null {
  if (estimates.length !== influences.length)
    throw new RangeError(`invalid estimates: ${estimates.length} for ${influences.length} influences`);
  const largest = largestDrawn(influences, draws, seed);
  if (largest === null) return null;
  const errors = influences.map((one) => Math.sqrt(product(one, one)));
  const seen = Math.max(...estimates.map((value, i) => (errors[i]! > 0 ? Math.abs(value) / errors[i]! : 0)));
  return (1 + largest.filter((one) => one >= seen).length) / (1 + draws);
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += a[i]! * b[i]!;
  return sum;
}

/** The largest |t| of each draw if all estimates are 0 in truth, from the smallest on. Null if none has spread. */
function largestDrawn(influences: readonly ArrayLike<number>[], draws: number, seed: number): number[] | null {
  checkCount("draws", draws);
  const spread = influences.filter((one) => product(one, one) > 0);
  if (spread.length === 0) return null;
  const errors = spread.map((one) => Math.sqrt(product(one, one)));
  // A little more on the diagonal keeps estimates that move as one from having no root.
  const correlations = spread.map((a, i) =>
    spread.map((b, j) => product(a, b) / (errors[i]! * errors[j]!) + (i === j ? 1e-9 : 0))
  );
  const root = choleskyRoot(correlations);
  if (root === null) return null;
  const next = random(seed);
  return Array.from({length: draws}, () => {
    const normals = root.map(() => randomNormal(next));
    return Math.max(
      ...root.map((row, i) => Math.abs(row.slice(0, i + 1).reduce((sum, value, k) => sum + value * normals[k]!, 0)))
    );
  }).sort((a, b) => a - b);
}
