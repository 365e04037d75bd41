import {checkAlpha, checkCount} from "./arguments.js";
import {gammaQuantile} from "./gamma.js";

/**
 * Exact (Garwood) interval for a rate of events per unit of exposure, at level at least 1 − `alpha`.
 *
 * `events` is a count and `exposure` a time at risk, such as account-months; the bounds are events per unit of exposure.
 * Holds for independent events: at most one an account, or a hazard low enough. Null if the exposure is 0.
 * Garwood (1936), Biometrika 28:437–442.
 *
 * rateInterval(7, 520.5) // [0.005407, 0.02771]
 */
export function rateInterval(events: number, exposure: number, alpha = 0.05): [lower: number, upper: number] | null {
  checkCount("events", events);
  checkCount("exposure", exposure);
  checkAlpha(alpha);
  if (exposure === 0) return null;
  const lower = events === 0 ? 0 : gammaQuantile(events, alpha / 2, "lower");
  return [lower / exposure, gammaQuantile(events + 1, alpha / 2, "upper") / exposure];
}
