import {checkAlpha} from "./arguments.js";
import type {Contrast} from "./compareContrast.js";
import {normalUpperQuantile} from "./normal.js";
import {quantileOf} from "./winsorise.js";

/**
 * Compares a quantile of two arms, such as the median days to an upgrade: a contrast that `compareContrast` reads.
 *
 * An arm's error is the width of its order-statistic interval at 95 % over 2·1.96 (Woodruff's): no density is estimated. Units must be
 * independent; where users of an account resemble each other it is too narrow. Null with the `reason` if an arm has too few units for its
 * interval to lie inside the data, n·min(q, 1 − q) < 5.
 * Woodruff (1952), JASA 47:635–646; Serfling (1980), Approximation Theorems of Mathematical Statistics, section 2.6.
 *
 * quantileDifference(Array.from({length: 100}, (_, i) => i), Array.from({length: 100}, (_, i) => i + 10), 0.5)
 * // {contrast: {difference: 10, squared: 49.005, base: 49.5}, reason: null}
 */
export function quantileDifference(
  control: readonly number[],
  variant: readonly number[],
  q: number
): {contrast: Contrast | null; reason: string | null} {
  checkAlpha(q);
  const small = [control, variant].findIndex(({length}) => length * Math.min(q, 1 - q) < 5);
  if (small >= 0) return {contrast: null, reason: `too few units in the ${small ? "variant" : "control"} arm`};
  const [base, value] = [quantileOf(control, q)!, quantileOf(variant, q)!];
  const [baseSquared, squared] = [squaredOf(control, q), squaredOf(variant, q)];
  const contrast = {
    difference: value - base,
    squared: baseSquared + squared,
    base,
    baseSquared,
    covariance: -baseSquared,
    df: Infinity
  };
  return {contrast, reason: null};
}

function squaredOf(values: readonly number[], q: number): number {
  const z = normalUpperQuantile(0.025);
  const half = z * Math.sqrt((q * (1 - q)) / values.length);
  const width = quantileOf(values, Math.min(1, q + half))! - quantileOf(values, Math.max(0, q - half))!;
  return (width / (2 * z)) ** 2;
}
