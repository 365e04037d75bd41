import {checkAlpha} from "./arguments.js";
import {tUpperQuantile} from "./studentT.js";
import {squaredError, type Sample} from "./welch.js";

/**
 * A mean with its t interval, in the unit of the mean, from n, mean and sample variance.
 *
 * Null if n < 2. lower and upper are null if the variance is 0: no spread is no certainty.
 * Student (1908), Biometrika 6:1–25.
 *
 * meanInterval({n: 10, mean: 4.5, variance: 2.5}) // {value: 4.5, lower: 3.3689, upper: 5.6311, n: 10}
 */
export function meanInterval(
  sample: Sample,
  alpha = 0.05
): {value: number; lower: number | null; upper: number | null; n: number} | null {
  checkAlpha(alpha);
  const {n, mean} = sample;
  const squared = squaredError(sample);
  if (squared === null) return null;
  if (squared === 0) return {value: mean, lower: null, upper: null, n};
  const half = tUpperQuantile(alpha / 2, n - 1) * Math.sqrt(squared);
  return {value: mean, lower: mean - half, upper: mean + half, n};
}
