import {checkAlpha, checkCount} from "./arguments.js";
import {fiellerOf, type Contrast} from "./compareContrast.js";
import {koopman, ratioScore} from "./koopman.js";
import {mee, scoreError} from "./mee.js";
import {normalUpper} from "./normal.js";
import {differenceOf, type Proportion} from "./pooledZ.js";
import {tUpper, tUpperQuantile} from "./studentT.js";

/** What is asked: whether the variant is worse by less than `margin`, a difference, or a share of the control if `relative`. */
export type Margin = {margin: number; relative?: boolean; better?: "higher" | "lower"; alpha?: number};

/** One-sided: `bound` is how bad it may be, on the scale of the margin, and leaves out the margin exactly when p < alpha. */
export type NonInferiority = {statistic: number; p: number; bound: number | null; passed: boolean; method: string};

/**
 * Tests that a proportion is not worse than the control's by a margin: a guardrail, one-sided, outside Holm.
 *
 * Farrington and Manning's score test, which Mee's interval inverts; for a relative margin the score test of the ratio, which Koopman's
 * does. `alpha` is one-sided. Null if an arm is empty, or where the data leave the score no spread.
 * Farrington and Manning (1990), Statistics in Medicine 9:1447–1454.
 *
 * nonInferiorProportions({x: 100, n: 1000}, {x: 95, n: 1000}, {margin: 0.03}) // {statistic: 1.8725, p: 0.03057, bound: -0.03118, passed: false, …}
 */
export function nonInferiorProportions(
  control: Proportion,
  variant: Proportion,
  {margin, relative = false, better = "higher", alpha = 0.025}: Margin
): NonInferiority | null {
  checkLevel(alpha);
  checkCount("margin", margin);
  const interval = mee(control, variant, {alpha: 2 * alpha});
  if (!interval) return null;
  const sign = better === "higher" ? 1 : -1;
  const worst = -sign * margin;
  const side = better === "higher" ? 0 : 1;
  if (relative) {
    const ratio = koopman(control, variant, 2 * alpha);
    if (!ratio || !(1 + worst > 0)) return null;
    const statistic = sign * ratioScore(control, variant, 1 + worst);
    const bound = Number.isFinite(ratio[side]) ? ratio[side] - 1 : null;
    return verdict(statistic, normalUpper(statistic), bound, alpha, "score test of the ratio");
  }
  if (!(margin < 1)) throw new RangeError(`invalid margin: ${margin}`);
  const error = scoreError(control, variant, worst);
  if (error === 0) return null;
  const statistic = (sign * (differenceOf(control, variant) - worst)) / error;
  return verdict(statistic, normalUpper(statistic), interval[side], alpha, "Farrington–Manning");
}

/**
 * Tests that a mean, a ratio or any other contrast is not worse than the control by a margin, one-sided by t.
 *
 * For a relative margin the control's own error counts: it is Fieller's interval that the test inverts; `bound` is null where that has no
 * end. `alpha` is one-sided. Null if the contrast has no error.
 *
 * nonInferiorContrast({difference: -0.5, squared: 0.25, base: 10, baseSquared: 0.125, covariance: -0.125, df: 50}, {margin: 0.1, relative: true})
 * // {statistic: 1.0512, p: 0.1491, passed: false, …}
 */
export function nonInferiorContrast(
  contrast: Contrast,
  {margin, relative = false, better = "higher", alpha = 0.025}: Margin
): NonInferiority | null {
  checkLevel(alpha);
  checkCount("margin", margin);
  const {difference, squared, base, baseSquared, covariance, df} = contrast;
  const sign = better === "higher" ? 1 : -1;
  const critical = tUpperQuantile(alpha, df);
  // The statistic is sign·difference + share·base, where an absolute margin moves the first alone.
  const share = relative ? sign * margin * Math.sign(base) : 0;
  const error = Math.sqrt(squared + share * share * baseSquared + 2 * share * covariance);
  if (!(error > 0)) return null;
  const statistic = (sign * difference + (relative ? margin * Math.abs(base) : margin)) / error;
  const lift = relative ? fiellerOf(contrast, critical) : null;
  const bound = relative ? lift && lift[sign > 0 ? 0 : 1] : difference - sign * critical * error;
  return verdict(statistic, tUpper(statistic, df), bound, alpha, relative ? "t through Fieller" : "t at the margin");
}

function verdict(statistic: number, p: number, bound: number | null, alpha: number, method: string): NonInferiority {
  return {statistic, p, bound, passed: p < alpha, method};
}

function checkLevel(alpha: number): void {
  checkAlpha(alpha);
  if (!(alpha < 0.5)) throw new RangeError(`invalid alpha: ${alpha}`);
}
