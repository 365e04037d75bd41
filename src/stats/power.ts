import {checkAlpha, checkProbability} from "./arguments.js";
import {nonCentralT} from "./nonCentralT.js";
import {normalUpper, normalUpperQuantile} from "./normal.js";
import {bisect} from "./solve.js";
import {tUpperQuantile} from "./studentT.js";

/** The units of the two arms; they need not be equal, nor whole. */
export type ArmSizes = {control: number; variant: number};

export type TestOptions = {
  alpha?: number;
  sides?: 1 | 2;
  /** Counts also the rejections on the wrong side of 0, as R's strict = TRUE. */
  strict?: boolean;
};

/**
 * The power of the pooled z test of two proportions, as R's power.prop.test, for arms of any sizes.
 *
 * The error is pooled where the rates are alike and not where they differ. Fleiss, Levin and Paik (2003), §4.2.
 *
 * powerOfProportions({control: 0.5, variant: 0.75}, {control: 50, variant: 50}) // 0.740165901331
 */
export function powerOfProportions(
  rates: {control: number; variant: number},
  n: ArmSizes,
  {alpha = 0.05, sides = 2, strict = false}: TestOptions = {}
): number {
  checkRates(rates);
  const share = n.control / (n.control + n.variant);
  const pooled = share * rates.control + (1 - share) * rates.variant;
  const under = Math.sqrt(pooled * (1 - pooled) * (1 / n.control + 1 / n.variant));
  const error = errorOf(rates, n);
  const far = Math.abs(rates.variant - rates.control);
  const reach = normalUpperQuantile(checkAlpha(alpha) / sides) * under;
  return normalUpper((reach - far) / error) + (strict && sides === 2 ? normalUpper((reach + far) / error) : 0);
}

/**
 * The power of the t test of two means with one standard deviation, by the non-central t, as R's power.t.test, for arms of any sizes.
 * For non-inferiority give the difference plus the margin, and one side.
 *
 * powerOfMeans({difference: 1, sd: 1}, {control: 20, variant: 20}) // 0.86895280
 */
export function powerOfMeans(
  {difference, sd}: {difference: number; sd: number},
  n: ArmSizes,
  {alpha = 0.05, sides = 2, strict = false}: TestOptions = {}
): number {
  if (!(sd > 0)) throw new RangeError(`invalid sd: ${sd}`);
  const df = n.control + n.variant - 2;
  if (df < 1) return 0;
  const delta = Math.abs(difference) / sd / Math.sqrt(1 / n.control + 1 / n.variant);
  const critical = tUpperQuantile(checkAlpha(alpha) / sides, df);
  const right = nonCentralT(critical, df, delta)[1];
  return right + (strict && sides === 2 ? nonCentralT(-critical, df, delta)[0] : 0);
}

/**
 * The power to show that the variant's rate is not lower than the control's by the margin (one-sided).
 *
 * `margin` is in rate; a negative one asks for a variant better by at least so much. "score" takes the error at the margin from the restricted likelihood maximum (Farrington and Manning
 * 1990, Statistics in Medicine 9:1447–1454), as the test does; "wald" takes that of the rates.
 *
 * powerOfNonInferiority({control: 0.1, variant: 0.1}, {control: 3600, variant: 3600}, {margin: 0.02}) // 0.8056
 */
export function powerOfNonInferiority(
  rates: {control: number; variant: number},
  n: ArmSizes,
  {margin, alpha = 0.025, error: kind = "score"}: {margin: number; alpha?: number; error?: "score" | "wald"}
): number {
  checkRates(rates);
  if (!(margin > -1 && margin < 1)) throw new RangeError(`invalid margin: ${margin}`);
  const error = errorOf(rates, n);
  const under = kind === "wald" ? error : errorOf(restricted(rates, n, margin), n);
  const reach = normalUpperQuantile(checkAlpha(alpha)) * under;
  return normalUpper((reach - (rates.variant - rates.control + margin)) / error);
}

/**
 * The smallest n in [low, high] at which a power that grows with it is reached; null if it is not reached by `high`.
 *
 * Give a function of the units of an arm for a sample size, of the effect for the smallest that is detected, each with the rest fixed.
 *
 * solvePower((n) => powerOfMeans({difference: 1, sd: 1}, {control: n, variant: n}), 0.9) // 22.0211
 */
export function solvePower(powerOf: (n: number) => number, power: number, [low, high] = [2, 1e12]): number | null {
  checkAlpha(power);
  if (!(powerOf(high) >= power)) return null;
  if (powerOf(low) >= power) return low;
  // By ratio first: the bracket spans many powers of ten. From there powers and bounds are of one size.
  const root = bisect((log) => powerOf(Math.exp(log)) < power, Math.log(low), Math.log(high), 1e-11);
  return Math.exp(root);
}

/**
 * By how much users of whole accounts count for less: units are to be multiplied by it where accounts are randomised.
 *
 * 1 + ((1 + cv²)·m − 1)·icc for accounts of `size` users on average with coefficient of variation `cv`, never below 1.
 * Eldridge, Ashby and Kerry (2006), International Journal of Epidemiology 35:1292–1300.
 *
 * designEffect({size: 9, cv: 0.8, icc: 0.2}) // 3.752
 */
export function designEffect({size, cv = 0, icc}: {size: number; cv?: number; icc: number}): number {
  if (!(size >= 1)) throw new RangeError(`invalid size: ${size}`);
  if (!(cv >= 0)) throw new RangeError(`invalid cv: ${cv}`);
  return 1 + ((1 + cv * cv) * size - 1) * checkProbability(icc);
}

/**
 * The whole days until the units have come, at so many a day; null where none come.
 *
 * daysFor(10000, 300) // 34
 */
export function daysFor(units: number, perDay: number): number | null {
  return perDay > 0 ? Math.ceil(units / perDay) : null;
}

function checkRates({control, variant}: {control: number; variant: number}): void {
  checkProbability(control);
  checkProbability(variant);
}

function errorOf({control, variant}: {control: number; variant: number}, n: ArmSizes): number {
  return Math.sqrt((control * (1 - control)) / n.control + (variant * (1 - variant)) / n.variant);
}

/** The likeliest rates if the variant's lay below the control's by the margin, when the arms show the expected rates. */
function restricted(rates: {control: number; variant: number}, n: ArmSizes, margin: number) {
  const score = (c: number, v: number) =>
    n.control * (rates.control - c) * v * (1 - v) + n.variant * (rates.variant - v) * c * (1 - c);
  const variant = bisect((v) => score(v + margin, v) > 0, Math.max(0, -margin), Math.min(1, 1 - margin), 1e-15);
  return {control: variant + margin, variant};
}
