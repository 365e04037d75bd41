import {checkAlpha} from "./arguments.js";
import {normalDensity, normalUpper, normalUpperQuantile} from "./normal.js";
import {bisect} from "./solve.js";

/**
 * An estimate drawn towards what such estimates usually are: the posterior under a normal prior with mean `mean` and deviation `sd`.
 *
 * `weight` is what is left of the estimate's own distance from the prior's mean. All in the unit of the estimate. It answers the winner's
 * curse: of many messages tried, the one that looks best does so partly by luck. se and sd must be positive.
 * Efron and Morris (1973), JASA 68:117–130; for experiments: Coey and Cunningham (2019), The Web Conference, pages 2680–2686.
 *
 * shrink({value: 0.3, se: 0.1}, {sd: 0.05}) // {value: 0.06, se: 0.04472, weight: 0.2}
 */
export function shrink(
  {value, se}: {value: number; se: number},
  {mean = 0, sd}: {mean?: number; sd: number}
): {value: number; se: number; weight: number} {
  if (!(se > 0 && se < Infinity)) throw new RangeError(`invalid se: ${se}`);
  if (!(sd > 0 && sd < Infinity)) throw new RangeError(`invalid sd: ${sd}`);
  const weight = 1 / (1 + (se / sd) ** 2);
  return {value: mean + weight * (value - mean), se: Math.sqrt(weight) * se, weight};
}

/**
 * The likeliest truth behind an estimate that is shown because it was significant: the maximum of the likelihood given |value/se| beyond
 * the critical value.
 *
 * In the unit of the estimate, always nearer to 0. Null where the estimate was not significant: then nothing was selected.
 * Zhong and Prentice (2008), Biostatistics 9:621–634, the estimator β̃₁.
 *
 * shrinkSignificant({value: 0.22, se: 0.1}) // 0.0637
 */
export function shrinkSignificant({value, se}: {value: number; se: number}, alpha = 0.05): number | null {
  checkAlpha(alpha);
  if (!(se > 0 && se < Infinity)) throw new RangeError(`invalid se: ${se}`);
  const critical = normalUpperQuantile(alpha / 2);
  const z = Math.abs(value / se);
  if (!(z > critical)) return null;
  // The score of a normal cut off between −critical and critical: expected z given it is shown, less the z seen.
  const expected = (mu: number) =>
    mu +
    (normalDensity(critical - mu) - normalDensity(critical + mu)) /
      (normalUpper(critical - mu) + normalUpper(critical + mu));
  return Math.sign(value) * se * bisect((mu) => expected(mu) < z, 0, z);
}
