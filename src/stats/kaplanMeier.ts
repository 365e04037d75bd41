import {checkAlpha} from "./arguments.js";
import {logLogBand} from "./logLogBand.js";
import {normalUpperQuantile} from "./normal.js";
import {countEvents, type RiskStep} from "./riskTable.js";

/** The curve just after one time. */
export interface SurvivalStep {
  time: number;
  atRisk: number;
  events: number;
  survival: number;
  se: number | null;
  lower: number | null;
  upper: number | null;
}

/**
 * The Kaplan–Meier curve: the share that has had no event, of any cause, up to and including each time of `steps`.
 *
 * Greenwood's standard error and the log(−log) band at level 1 − `alpha`, pointwise. As in R with conf.type "log-log": the band
 * is [1, 1] before the first event, and standard error and band are null once survival is 0. Empty for no steps. Before the first
 * step survival is 1. Kaplan and Meier (1958), JASA 53:457–481, https://doi.org/10.1080/01621459.1958.10501452.
 *
 * kaplanMeier([{time: 1, atRisk: 4, events: [1]}]) // [{time: 1, …, survival: 0.75, se: 0.2165, lower: 0.1279, upper: 0.9605}]
 */
export function kaplanMeier(steps: readonly RiskStep[], {alpha = 0.05} = {}): SurvivalStep[] {
  const z = normalUpperQuantile(checkAlpha(alpha) / 2);
  let [survival, variance] = [1, 0];
  return steps.map((step) => {
    const {time, atRisk} = step;
    const events = countEvents(step);
    if (events > 0) {
      survival *= (atRisk - events) / atRisk;
      variance += survival > 0 ? events / (atRisk * (atRisk - events)) : 0;
    }
    const se = survival > 0 ? survival * Math.sqrt(variance) : null;
    const [lower, upper] = survival === 1 ? [1, 1] : (logLogBand(survival, se, z) ?? [null, null]);
    return {time, atRisk, events, survival, se, lower, upper};
  });
}
