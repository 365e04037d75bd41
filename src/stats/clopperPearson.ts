import {checkAlpha, checkSuccesses} from "./arguments.js";
import {betaQuantile} from "./beta.js";

/**
 * Exact (Clopper–Pearson) interval for a proportion, at level at least 1 − `alpha`.
 *
 * `successes` and `n` are counts of units; the bounds are proportions in [0, 1]. Wider than Wilson's; for audits and very
 * small counts. Null if n is 0. Clopper and Pearson (1934), Biometrika 26:404–413.
 *
 * clopperPearson(3, 10) // [0.0667, 0.6525]
 */
export function clopperPearson(successes: number, n: number, alpha = 0.05): [lower: number, upper: number] | null {
  checkSuccesses(successes, n);
  checkAlpha(alpha);
  if (n === 0) return null;
  const failures = n - successes;
  const lower = successes === 0 ? 0 : betaQuantile(alpha / 2, successes, failures + 1)[0];
  const upper = failures === 0 ? 1 : betaQuantile(alpha / 2, failures, successes + 1)[1];
  return [lower, upper];
}
