import {checkCount} from "./arguments.js";
import type {SurvivalStep} from "./kaplanMeier.js";

/**
 * The mean time without the event within `horizon`: the area under the curve up to it, in the units of the curve's times.
 *
 * Null if the curve ends above 0 before the horizon: what follows has not been seen. Irwin (1949), Journal of Hygiene 47:188–189.
 *
 * restrictedMean([{time: 2, survival: 0.5}, {time: 5, survival: 0}], 4) // 3
 */
export function restrictedMean(
  curve: readonly Pick<SurvivalStep, "time" | "survival">[],
  horizon: number
): number | null {
  checkCount("horizon", horizon);
  let [area, time, survival] = [0, 0, 1];
  for (const step of curve) {
    if (step.time >= horizon) return area + survival * (horizon - time);
    area += survival * (step.time - time);
    ({time, survival} = step);
  }
  return survival === 0 || time >= horizon ? area : null;
}
