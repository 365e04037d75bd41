import {checkAlpha, checkSuccesses} from "./arguments.js";
import {normalUpperQuantile} from "./normal.js";

/**
 * Wilson score interval for a proportion, at level 1 − `alpha`.
 *
 * `successes` and `n` are counts of units; the bounds are proportions in [0, 1], exactly 0 and 1 at the ends.
 * Null if n is 0. Wilson (1927), JASA 22:209–212, https://doi.org/10.2307/2276774.
 *
 * wilson(3, 10) // [0.1078, 0.6032]
 */
export function wilson(successes: number, n: number, alpha = 0.05): [lower: number, upper: number] | null {
  checkSuccesses(successes, n);
  checkAlpha(alpha);
  if (n === 0) return null;
  const z = normalUpperQuantile(alpha / 2);
  const failures = n - successes;
  const half = z * Math.sqrt((successes * failures) / n + (z * z) / 4);
  const lower = successes === 0 ? 0 : (successes + (z * z) / 2 - half) / (n + z * z);
  const upper = failures === 0 ? 1 : 1 - (failures + (z * z) / 2 - half) / (n + z * z);
  return [Math.max(0, lower), Math.min(1, upper)];
}
