import {checkSuccesses} from "./arguments.js";
import {normalUpper} from "./normal.js";

/** The arm of a conversion metric: `x` of `n` units converted. */
export type Proportion = {x: number; n: number};

/**
 * The pooled z test that two arms convert alike: z is positive where the variant converts more, p is two-sided.
 *
 * The score statistic at a difference of 0, which `mee` and `koopman` invert. Null if an arm is empty, and if nobody or everybody
 * converted: then nothing speaks for or against. Without continuity correction, as R's prop.test(correct = FALSE).
 *
 * pooledZ({x: 25, n: 50}, {x: 15, n: 50}) // {z: -2.0412, p: 0.04123}
 */
export function pooledZ(control: Proportion, variant: Proportion): {z: number; p: number} | null {
  checkSuccesses(control.x, control.n);
  checkSuccesses(variant.x, variant.n);
  const x = control.x + variant.x;
  const n = control.n + variant.n;
  if (control.n === 0 || variant.n === 0 || x === 0 || x === n) return null;
  const z = differenceOf(control, variant) / Math.sqrt((x / n) * ((n - x) / n) * (n / control.n / variant.n));
  return {z, p: 2 * normalUpper(Math.abs(z))};
}

/**
 * The rate of the variant less the rate of the control; by cross products, so that equal rates differ by exactly 0.
 *
 * differenceOf({x: 48, n: 80}, {x: 56, n: 70}) // 0.2
 */
export function differenceOf(control: Proportion, variant: Proportion): number {
  return (variant.x * control.n - control.x * variant.n) / (control.n * variant.n);
}
