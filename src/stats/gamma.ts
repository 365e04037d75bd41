import {checkCount, checkProbability} from "./arguments.js";
import {solve} from "./solve.js";

const halfLogTwoPi = Math.log(2 * Math.PI) / 2;
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/**
 * What Stirling's formula leaves out: ln Γ(a) − ((a − ½) ln a − a + ½ ln 2π), for a > 0.
 *
 * Differences of log-gammas lose as many digits as their arguments have; written with this error, the large parts cancel on
 * paper. Series from 15 up (Abramowitz and Stegun 6.1.41), below it by recurrence. Loader (2000), "Fast and accurate
 * computation of binomial probabilities".
 *
 * stirlingError(1) // 0.08106146679532726
 */
export function stirlingError(a: number): number {
  let sum = 0;
  for (; a < 15; ++a) sum += a < 1 ? (a + 0.5) * Math.log1p(1 / a) - 1 : oddSeries(1 / (2 * a + 1));
  const inverse = 1 / (a * a);
  let series = 0;
  for (let i = stirling.length - 1; i >= 0; --i) series = series * inverse + stirling[i]!;
  return sum + series / a;
}

/** atanh(u)/u − 1 for small u, without subtracting. */
function oddSeries(u: number): number {
  const square = u * u;
  let power = square;
  let sum = 0;
  for (let k = 3; power > sum * 1e-18; k += 2, power *= square) sum += power / k;
  return sum;
}

/**
 * Loader's deviance k ln(k/m) + m − k, for k ≥ 0 and m > 0: zero where k = m and positive elsewhere.
 *
 * Near k = m by its series in (k − m)/(k + m), where the plain formula would subtract equals. `excess` is k − m, for a caller
 * that knows it better than subtraction would.
 *
 * deviance(3, 2) // 0.21639532432449
 */
export function deviance(k: number, m: number, excess = k - m): number {
  if (k === 0) return m;
  const v = excess / (k + m);
  if (Math.abs(v) > 0.1) return k * Math.log(k / m) - excess;
  return excess * v + 2 * k * v * oddSeries(v);
}

/**
 * The logarithm of the gamma function for a > 0.
 *
 * logGamma(10) // 12.801827480081469
 */
export function logGamma(a: number): number {
  if (!(a > 0)) throw new RangeError(`invalid gamma argument: ${a}`);
  return (a - 0.5) * Math.log(a) - a + halfLogTwoPi + stirlingError(a);
}

/**
 * The regularised incomplete gamma functions [P(a, x), Q(a, x)] for a > 0 and x ≥ 0; the smaller is never 1 − the larger.
 *
 * Series below x = a + 1, continued fraction above it (Abramowitz and Stegun 6.5.29 and 6.5.31), both times the prefactor
 * in saddle-point form.
 *
 * incompleteGamma(2, 3) // [0.8008517265285442, 0.19914827347145578]
 */
export function incompleteGamma(a: number, x: number): [lower: number, upper: number] {
  if (!(a > 0)) throw new RangeError(`invalid shape: ${a}`);
  if (!(x >= 0)) throw new RangeError(`invalid x: ${x}`);
  if (x === 0) return [0, 1];
  if (x === Infinity) return [1, 0];
  const factor = Math.sqrt(a / (2 * Math.PI)) * Math.exp(-stirlingError(a) - deviance(a, x));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = a + 1; term > sum * 1e-17; ++n) sum += term *= x / n;
    const lower = Math.min(1, factor * sum);
    return [lower, 1 - lower];
  }
  // Lentz's method as modified by Thompson and Barnett (1986).
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1, change = 0; Math.abs(change - 1) > 2e-16; ++i) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    change = d * c;
    h *= change;
  }
  const upper = Math.min(1, factor * h);
  return [1 - upper, upper];
}

/**
 * The x with P(a, x) = p, or with Q(a, x) = p if `tail` is "upper"; 0 and Infinity at the ends of p.
 *
 * Newton on the logarithm of the nearer tail against ln x.
 *
 * gammaQuantile(2, 0.5) // 1.6783469900166612
 */
export function gammaQuantile(a: number, p: number, tail: "lower" | "upper" = "lower"): number {
  checkProbability(p);
  if (p === (tail === "lower" ? 0 : 1)) return 0;
  if (p === (tail === "lower" ? 1 : 0)) return Infinity;
  if (p > 0.5) [p, tail] = [1 - p, tail === "lower" ? "upper" : "lower"];
  const side = tail === "lower" ? 0 : 1;
  const sign = side === 0 ? 1 : -1;
  const target = Math.log(p);
  const logDensity = (x: number) => 0.5 * Math.log(a / (2 * Math.PI)) - stirlingError(a) - deviance(a, x);
  // A small x has P ≈ xᵃ / Γ(a + 1).
  const small = (target + logGamma(a + 1)) / a;
  const start = side === 0 && small < Math.log(a) - 1 ? small : Math.log(a);
  const logX = solve(
    (u) => {
      const x = Math.exp(u);
      const value = incompleteGamma(a, x)[side];
      return [sign * (Math.log(value) - target), Math.exp(logDensity(x)) / value];
    },
    Math.min(-745, small - 1),
    Math.log(a + 1000 + 60 * Math.sqrt(a)),
    start
  );
  return Math.exp(logX);
}

/**
 * The probability above x under the chi-square distribution; `df` may be fractional.
 *
 * chiSquareUpper(3.841458820694124, 1) // 0.05
 */
export function chiSquareUpper(x: number, df: number): number {
  checkCount("chi-square", x);
  return incompleteGamma(df / 2, x / 2)[1];
}

/**
 * The value that chi-square exceeds with probability q.
 *
 * chiSquareUpperQuantile(0.05, 1) // 3.841458820694124
 */
export function chiSquareUpperQuantile(q: number, df: number): number {
  return 2 * gammaQuantile(df / 2, q, "upper");
}
