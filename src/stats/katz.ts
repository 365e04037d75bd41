import {checkAlpha, checkSuccesses} from "./arguments.js";
import {normalUpperQuantile} from "./normal.js";
import type {Proportion} from "./pooledZ.js";

/**
 * Katz's interval for the ratio of two proportions, variant / control, by its logarithm: an alternative to `koopman`, to be labelled.
 *
 * It does not invert the pooled z test. Null unless both arms have conversions. Katz and others (1978), Biometrics 34:469–474.
 *
 * katz({x: 100, n: 1000}, {x: 140, n: 1000}) // [1.1, 1.7819]
 */
export function katz(control: Proportion, variant: Proportion, alpha = 0.05): [lower: number, upper: number] | null {
  checkAlpha(alpha);
  checkSuccesses(control.x, control.n);
  checkSuccesses(variant.x, variant.n);
  if (control.x === 0 || variant.x === 0) return null;
  const squared = 1 / control.x - 1 / control.n + 1 / variant.x - 1 / variant.n;
  const width = Math.exp(normalUpperQuantile(alpha / 2) * Math.sqrt(squared));
  const ratio = (variant.x / variant.n) * (control.n / control.x);
  return [ratio / width, ratio * width];
}
