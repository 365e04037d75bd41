import {checkAlpha} from "./arguments.js";
import {normalCdf, normalDensity, normalUpper, normalUpperQuantile} from "./normal.js";

/**
 * What is believed of a difference (or lift) with a standard error, from a normal prior; without one, from a flat prior.
 *
 * `chance` is the probability that the variant is better, `loss` what choosing the variant, or staying with the control, loses on
 * average, in the unit of the difference. `lower` and `upper` hold the difference with probability 1 − alpha. Peeking biases these
 * numbers as it does p. Null if the standard error is 0. Gelman et al. (2013), Bayesian Data Analysis, §2.5.
 *
 * gaussianBayes({difference: 0.05, se: 0.035715}, {mean: 0, sd: 0.05})
 * // {mean: 0.0331, sd: 0.0291, lower: -0.0239, upper: 0.0901, chance: 0.8727, loss: {variant: 0.0018, control: 0.035}}
 */
export function gaussianBayes(
  {difference, se}: {difference: number; se: number},
  prior: {mean?: number; sd?: number} = {},
  alpha = 0.05
) {
  checkAlpha(alpha);
  const {mean: centre = 0, sd: width = Infinity} = prior;
  if (!(se >= 0)) throw new RangeError(`invalid se: ${se}`);
  if (!(width > 0)) throw new RangeError(`invalid prior: ${width}`);
  if (se === 0) return null;
  // The weight of the data, formed without squaring an infinite width.
  const weight = 1 / (1 + (se / width) ** 2);
  const mean = weight * difference + (1 - weight) * centre;
  const sd = se * Math.sqrt(weight);
  const z = mean / sd;
  const half = normalUpperQuantile(alpha / 2) * sd;
  return {
    mean,
    sd,
    lower: mean - half,
    upper: mean + half,
    chance: normalCdf(z),
    loss: {variant: sd * normalLoss(z), control: sd * normalLoss(-z)}
  };
}

/**
 * The expected shortfall below −z of a standard normal, E[max(0, −z − X)] = φ(z) − z·Φ(−z), without cancellation in the far tail.
 *
 * Beyond 1.2 from the continued fraction of Mills' ratio, where the difference of the two parts is a fraction of its own.
 *
 * normalLoss(2) // 0.00849070261682963
 */
export function normalLoss(z: number): number {
  if (z < 0) return normalLoss(-z) - z;
  if (z <= 1.2) return normalDensity(z) - z * normalUpper(z);
  let rest = z;
  for (let k = Math.ceil(10 + 350 / (z * z)); k > 1; --k) rest = z + k / rest;
  // Φ(−z) = φ(z)/(z + 1/rest), so φ − zΦ(−z) = φ·(1/rest)/(z + 1/rest).
  return normalDensity(z) / (z * rest + 1);
}
