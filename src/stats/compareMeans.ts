import type {Comparison} from "./compareProportions.js";
import {fieller} from "./fieller.js";
import {welch, type Sample} from "./welch.js";

/**
 * Compares the mean of two arms: difference (variant − control), its interval, p, and the lift over |control| with its interval.
 *
 * Welch's t and Fieller's interval share one standard error and one t quantile, so they give one verdict. Everything but the
 * difference is null, with the `reason`, if an arm has fewer than two units or neither has any spread; the lift is null, with the
 * `liftReason`, where the control's mean cannot be told from 0.
 *
 * compareMeans({n: 13, mean: 15, variance: 87.5}, {n: 11, mean: 12, variance: 39}) // {difference: -3, p: 0.36, lift: -0.2, …}
 */
export function compareMeans(
  control: Sample,
  variant: Sample,
  {alpha = 0.05}: {alpha?: number} = {}
): Comparison & {t: number | null; df: number | null} {
  const test = welch(control, variant, alpha);
  const lift = test && fieller(control, variant, test.critical);
  const reason = test ? null : missing(control, variant);
  const unknown = reason ?? "the control's mean cannot be told from 0";
  return {
    difference: control.n > 0 && variant.n > 0 ? variant.mean - control.mean : null,
    lower: test && test.lower,
    upper: test && test.upper,
    t: test && test.t,
    df: test && test.df,
    p: test && test.p,
    lift: lift && (variant.mean - control.mean) / Math.abs(control.mean),
    liftLower: lift && lift.lower,
    liftUpper: lift && lift.upper,
    liftReason: lift ? null : `lift not estimable: ${unknown}`,
    reason,
    method: "Welch t; Fieller interval"
  };
}

function missing(control: Sample, variant: Sample): string {
  if (control.n < 2 || variant.n < 2) return `fewer than two units in the ${control.n < 2 ? "control" : "variant"} arm`;
  if (control.variance === null || variant.variance === null) return "variance missing";
  return "no spread in either arm";
}
