import {checkAlpha} from "./arguments.js";
import {differenceOf, type Proportion} from "./pooledZ.js";
import {wilson} from "./wilson.js";

/**
 * Newcombe's hybrid score interval for the difference of two proportions, variant − control.
 *
 * The bounds are differences of rates in [−1, 1]. An alternative to `mee`, to be labelled: it does not invert the pooled z test,
 * so near the border the two disagree. Null if an arm is empty.
 * Newcombe (1998), Statistics in Medicine 17:873–890, method 10.
 *
 * newcombe({x: 48, n: 80}, {x: 56, n: 70}) // [0.0524, 0.3339]
 */
export function newcombe(
  control: Proportion,
  variant: Proportion,
  alpha = 0.05
): [lower: number, upper: number] | null {
  checkAlpha(alpha);
  const first = wilson(control.x, control.n, alpha);
  const second = wilson(variant.x, variant.n, alpha);
  if (!first || !second) return null;
  const p = control.x / control.n;
  const q = variant.x / variant.n;
  const difference = differenceOf(control, variant);
  return [difference - Math.hypot(q - second[0], first[1] - p), difference + Math.hypot(second[1] - q, p - first[0])];
}
