import {checkAlpha} from "./arguments.js";
import {logLogBand} from "./logLogBand.js";
import {normalUpperQuantile} from "./normal.js";
import {countEvents, type RiskStep} from "./riskTable.js";

/** The share that has had an event of one cause, just after a time. */
export interface Incidence {
  incidence: number;
  se: number;
  lower: number | null;
  upper: number | null;
}

/** All causes just after one time, and the share without an event of any. */
export interface IncidenceStep {
  time: number;
  atRisk: number;
  survival: number;
  causes: Incidence[];
}

/**
 * Aalen–Johansen cumulative incidence of each of several causes, of which a subject can have only the first that comes.
 *
 * At every time the incidences and survival add up to 1. Standard errors by the delta method over the multinomial counts of each
 * time (Greenwood type: Marubini and Valsecchi (1995), Analysing Survival Data, chapter 10; Gaynor et al. (1993), JASA 88:400–409), so
 * that with one cause they are Greenwood's. They are carried forward with the covariance of incidence and survival instead of
 * summed anew at each time. Log(−log) band of the incidence at level 1 − `alpha`, null where the incidence is 0 or 1.
 *
 * aalenJohansen([{time: 1, atRisk: 4, events: [1, 2]}]) // [{time: 1, …, survival: 0.25, causes: [{incidence: 0.25, se: 0.2165, …}, {incidence: 0.5, se: 0.25, …}]}]
 */
export function aalenJohansen(steps: readonly RiskStep[], {alpha = 0.05} = {}): IncidenceStep[] {
  const z = normalUpperQuantile(checkAlpha(alpha) / 2);
  const states = (steps[0]?.events ?? []).map(() => ({incidence: 0, variance: 0, covariance: 0}));
  let [survival, variance] = [1, 0];
  return steps.map((step) => {
    const {time, atRisk, events} = step;
    const all = countEvents(step);
    if (all > 0) {
      const stay = (atRisk - all) / atRisk;
      const noise = survival ** 2 / atRisk;
      states.forEach((state, k) => {
        const hazard = events[k]! / atRisk;
        state.variance += 2 * hazard * state.covariance + hazard ** 2 * variance + noise * hazard * (1 - hazard);
        state.covariance = stay * (state.covariance + hazard * variance - noise * hazard);
        state.incidence += survival * hazard;
      });
      variance = stay ** 2 * variance + noise * stay * (1 - stay);
      survival *= stay;
    }
    const causes = states.map(({incidence, variance: square}) => {
      const se = Math.sqrt(Math.max(0, square));
      const [lower, upper] = logLogBand(incidence, se, z) ?? [null, null];
      return {incidence, se, lower, upper};
    });
    return {time, atRisk, survival, causes};
  });
}
