import {exactProportions} from "./exactProportions.js";
import {koopman} from "./koopman.js";
import {mee} from "./mee.js";
import {differenceOf, pooledZ, type Proportion} from "./pooledZ.js";

/** A comparison of two arms: rates and means in their own unit, lift as a fraction of the control, null where there is no answer. */
export type Comparison = {
  difference: number | null;
  lower: number | null;
  upper: number | null;
  p: number | null;
  lift: number | null;
  liftLower: number | null;
  liftUpper: number | null;
  liftReason: string | null;
  reason: string | null;
  method: string;
};

/**
 * Compares the conversion of two arms: difference (variant − control), its interval, p, and the lift with its interval.
 *
 * p, Mee's interval for the difference and Koopman's for the ratio invert one statistic, so p < alpha, "the difference leaves out
 * 0" and "the lift leaves out 0" are one verdict. With fewer than five units in a cell (converted or not, in either arm), and |z| to 8, all three come
 * from `exactProportions`, which inverts the same score with binomial probabilities; `method` says which. `z` and `p` are null, with the `reason`, if an arm is empty or if nobody or
 * everybody converted; the lift is null, with the `liftReason`, if no unit of the control converted.
 *
 * compareProportions({x: 48, n: 80}, {x: 56, n: 70}) // {difference: 0.2, lower: 0.0533, upper: 0.3377, p: 0.008045, …}
 */
export function compareProportions(
  control: Proportion,
  variant: Proportion,
  {alpha = 0.05}: {alpha?: number} = {}
): Comparison & {z: number | null} {
  const test = pooledZ(control, variant);
  const exact =
    isTiny(control, variant) && !(Math.abs(test?.z ?? 0) > clear) ? exactProportions(control, variant, alpha) : null;
  const interval = exact ? exact.difference : mee(control, variant, {alpha});
  const ratio = control.x > 0 ? (exact ? exact.ratio : koopman(control, variant, alpha)) : null;
  return {
    difference: interval && differenceOf(control, variant),
    lower: interval && interval[0],
    upper: interval && interval[1],
    z: test && test.z,
    p: exact ? exact.p : test && test.p,
    lift: ratio && (variant.x * control.n - control.x * variant.n) / (control.x * variant.n),
    liftLower: ratio && ratio[0] - 1,
    liftUpper: ratio && ratio[1] - 1,
    liftReason: ratio ? null : liftReason(control, variant),
    reason: test ? null : testReason(control, variant),
    method: exact ? "exact mid-p of the score; intervals that invert it" : "pooled z; Mee interval; Koopman interval"
  };
}

// Where the pooled z is beyond this (p under 1e-15), no exact count changes a verdict and it would take long.
const clear = 8;

/** Weighted counts are no whole numbers and stay with the normal curve. */
function isTiny(control: Proportion, variant: Proportion): boolean {
  const cells = [control, variant].flatMap(({x, n}) => [x, n - x]);
  return cells.every(Number.isInteger) && Math.min(...cells) < 5;
}

function liftReason(control: Proportion, variant: Proportion): string {
  if (control.n === 0 || variant.n === 0) return `lift not estimable: ${emptyArm(control)}`;
  return "lift not estimable: no conversions in the control arm";
}

function testReason(control: Proportion, variant: Proportion): string {
  if (control.n === 0 || variant.n === 0) return emptyArm(control);
  return control.x === 0 ? "no conversions in either arm" : "every unit converted in both arms";
}

function emptyArm(control: Proportion): string {
  return `no units in the ${control.n === 0 ? "control" : "variant"} arm`;
}
