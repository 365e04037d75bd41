import {checkAlpha} from "./arguments.js";
import {normalUpperQuantile} from "./normal.js";
import {pooledZ, type Proportion} from "./pooledZ.js";
import {bisect} from "./solve.js";

// A ratio of counts, even squared, is far inside e to the power of this.
const widest = 300;

/**
 * Koopman's score interval for the ratio of two proportions, variant / control.
 *
 * The bounds are ratios from 0 to Infinity: the lower is 0 if no unit of the variant converted, the upper Infinity if none of the
 * control did. It leaves out 1 exactly when `pooledZ` has p < alpha. Null if an arm is empty or neither converted.
 * Koopman (1984), Biometrics 40:513–517.
 *
 * koopman({x: 1, n: 34}, {x: 7, n: 34}) // [1.2209, 42.5757]
 */
export function koopman(control: Proportion, variant: Proportion, alpha = 0.05): [lower: number, upper: number] | null {
  checkAlpha(alpha);
  const test = pooledZ(control, variant);
  if (control.n === 0 || variant.n === 0 || control.x + variant.x === 0) return null;
  const critical = normalUpperQuantile(alpha / 2);
  const isRejected = (logRatio: number) => Math.abs(ratioScore(control, variant, Math.exp(logRatio))) > critical;
  const centre = Math.log((variant.x / variant.n) * (control.n / control.x));
  const isNullRejected = test !== null && test.p < alpha;
  const [low, lowerHigh] =
    centre > 0 && isNullRejected ? [0, Math.min(centre, widest)] : [-widest, Math.min(0, centre)];
  const [upperLow, high] =
    centre < 0 && isNullRejected ? [Math.max(centre, -widest), 0] : [Math.max(0, centre), widest];
  const lower = variant.x === 0 ? 0 : Math.exp(bisect(isRejected, low, lowerHigh));
  const upper = control.x === 0 ? Infinity : Math.exp(bisect((u) => !isRejected(u), upperLow, high));
  // The exponential of a tiny logarithm rounds to 1.
  if (isNullRejected && centre > 0) return [Math.max(lower, 1 + Number.EPSILON), upper];
  if (isNullRejected && centre < 0) return [lower, Math.min(upper, 1 - Number.EPSILON)];
  return [lower, upper];
}

/**
 * The score statistic of a ratio (variant / control), with the rates at their restricted likelihood maximum; 0 where the fit is perfect.
 *
 * ratioScore({x: 25, n: 50}, {x: 15, n: 50}, 1) // -2.0412
 */
export function ratioScore(control: Proportion, variant: Proportion, ratio: number): number {
  const p = restrictedBase(control, variant, ratio);
  const q = p * ratio;
  const gap = variant.x / variant.n - (ratio * control.x) / control.n;
  const variance = (q * (1 - q)) / variant.n + (ratio * q * (1 - p)) / control.n;
  return gap === 0 ? 0 : gap / Math.sqrt(Math.max(0, variance));
}

/**
 * The likeliest rate of the control if the variant's is that times the ratio.
 *
 * restrictedBase({x: 25, n: 50}, {x: 15, n: 50}, 1) // 0.4
 */
export function restrictedBase(control: Proportion, variant: Proportion, ratio: number): number {
  // The smaller root of the quadratic, its discriminant as a sum of squares so that equal roots do not cancel.
  const a = ratio * (variant.n + control.x);
  const b = variant.x + control.n;
  const root = Math.sqrt((a - b) ** 2 + 4 * ratio * (variant.n - variant.x) * (control.n - control.x));
  return (2 * (control.x + variant.x)) / (a + b + root);
}
