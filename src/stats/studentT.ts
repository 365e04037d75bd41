import {checkProbability} from "./arguments.js";
import {betaPower, incompleteBeta} from "./beta.js";
import {normalUpper, normalUpperQuantile} from "./normal.js";
import {solve} from "./solve.js";

// Beyond this df/(df + t²) rounds towards 1, and Hill's expansion is exact to rounding.
const nearlyNormal = 1e7;

// Beyond this t² may overflow, and the tail is a power of t to the last digit.
const far = 1e100;

/**
 * The probability above t under Student's distribution; `df` is positive and may be fractional or Infinity.
 *
 * From the incomplete beta function with both of its arguments formed without subtraction; from 10⁷ degrees of freedom on by
 * Hill's normal expansion (1970, Communications of the ACM 13:617–619).
 *
 * tUpper(2.228138851986274, 10) // 0.025
 */
export function tUpper(t: number, df: number): number {
  checkDf(df);
  if (Number.isNaN(t)) throw new RangeError(`invalid t: ${t}`);
  if (t < 0) return 1 - tUpper(-t, df);
  if (df > nearlyNormal) {
    if (df === Infinity) return normalUpper(t);
    const w = Math.sqrt((df - 0.5) * Math.log1p((t / df) * t));
    return normalUpper(w + (w * (w * w + 3)) / (48 * (df - 0.5) ** 2));
  }
  if (t > far) return tUpper(far, df) * (far / t) ** df;
  const [both, centre] = tails(t, df);
  return both < 0.5 ? both / 2 : 0.5 - centre / 2;
}

/**
 * The probability below t under Student's distribution.
 *
 * tCdf(-2.228138851986274, 10) // 0.025
 */
export function tCdf(t: number, df: number): number {
  return tUpper(-t, df);
}

/**
 * The two-sided p-value of t: the probability of a value at least as far from 0.
 *
 * tTwoSided(-1.860813467486853, 17.7764735161785) // 0.079394140187358
 */
export function tTwoSided(t: number, df: number): number {
  return 2 * tUpper(Math.abs(t), df);
}

/**
 * The t with probability q above it under Student's distribution; ±Infinity at q = 0 and q = 1.
 *
 * tUpperQuantile(0.025, 10) // 2.228138851986274
 */
export function tUpperQuantile(q: number, df: number): number {
  return -tQuantile(q, df);
}

/**
 * The t with probability p below it under Student's distribution; ±Infinity at the ends.
 *
 * Newton on the logarithm of the tail, or of the central probability for p between .25 and .75, against ln t.
 *
 * tQuantile(0.975, 10) // 2.228138851986274
 */
export function tQuantile(p: number, df: number): number {
  checkDf(df);
  checkProbability(p);
  if (p === 0.5) return 0;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  const sign = p < 0.5 ? -1 : 1;
  const tail = p < 0.5 ? p : 1 - p;
  if (df > nearlyNormal) {
    const z = normalUpperQuantile(tail);
    if (df === Infinity) return sign * z;
    const w = z - (z * (z * z + 3)) / (48 * (df - 0.5) ** 2);
    return sign * Math.sqrt(df * Math.expm1((w * w) / (df - 0.5)));
  }
  const side = tail < 0.25 ? 0 : 1;
  const target = Math.log(side === 0 ? 2 * tail : 2 * Math.abs(p - 0.5));
  const beyond = Math.log(tails(far, df)[0]) - target;
  if (side === 0 && beyond > 0) return sign * far * Math.exp(beyond / df);
  const logT = solve(
    (u) => {
      const t = Math.exp(u);
      const value = tails(t, df)[side];
      const slope = (2 * betaPower(...arms(t, df), df / 2, 0.5)) / value;
      return [side === 0 ? target - Math.log(value) : Math.log(value) - target, slope];
    },
    -745,
    Math.log(far),
    Math.log(normalUpperQuantile(tail))
  );
  return sign * Math.exp(logT);
}

function checkDf(df: number): void {
  if (!(df > 0)) throw new RangeError(`invalid df: ${df}`);
}

function arms(t: number, df: number): [number, number] {
  const ratio = (t / df) * t;
  return [1 / (1 + ratio), ratio / (1 + ratio)];
}

function tails(t: number, df: number): [both: number, centre: number] {
  return incompleteBeta(...arms(t, df), df / 2, 0.5);
}
