import {checkProbability} from "./arguments.js";
import {solve} from "./solve.js";

const rootTwoPi = Math.sqrt(2 * Math.PI);

/**
 * The standard normal density at z.
 *
 * z² is split so that the exponent loses nothing in the far tail: the square of a multiple of 1/16 is exact.
 *
 * normalDensity(0) // 0.3989422804014327
 */
export function normalDensity(z: number): number {
  const a = Math.abs(z);
  if (a > 40) return 0;
  const coarse = Math.trunc(a * 16) / 16;
  return (Math.exp((-coarse * coarse) / 2) * Math.exp((-(a - coarse) * (a + coarse)) / 2)) / rootTwoPi;
}

/**
 * The standard normal probability between 0 and z; negative for negative z.
 *
 * All terms of the series have one sign (Abramowitz and Stegun 26.2.11), so nothing cancels near 0.
 *
 * normalCentral(1) // 0.3413447460685429
 */
export function normalCentral(z: number): number {
  if (Math.abs(z) > 1.2) return Math.sign(z) * (0.5 - normalUpper(Math.abs(z)));
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > Math.abs(sum) * 1e-17; k += 2) sum += term *= (z * z) / k;
  return normalDensity(z) * sum;
}

/**
 * The probability above z under the standard normal, accurate to rounding as far out as numbers go (z = 38).
 *
 * Beyond 1.2 by Laplace's continued fraction (Abramowitz and Stegun 26.2.14), never as 1 − cdf.
 *
 * normalUpper(1.959963984540054) // 0.025
 */
export function normalUpper(z: number): number {
  if (Number.isNaN(z)) throw new RangeError(`invalid z: ${z}`);
  if (z < -1.2) return 1 - normalUpper(-z);
  if (z <= 1.2) return 0.5 - normalCentral(z);
  let tail = z;
  for (let k = Math.ceil(10 + 350 / (z * z)); k > 0; --k) tail = z + k / tail;
  return normalDensity(z) / tail;
}

/**
 * The probability below z under the standard normal.
 *
 * normalCdf(-10) // 7.619853024160526e-24
 */
export function normalCdf(z: number): number {
  return normalUpper(-z);
}

/**
 * The z with probability p below it under the standard normal; ±Infinity at p = 1 and p = 0.
 *
 * Newton on the logarithm of the tail, and on the central probability for p between .25 and .75, so that neither end nor
 * the middle loses digits. For an upper-tail probability use `normalUpperQuantile`: 1 − p has forgotten a small p.
 *
 * normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(p: number): number {
  checkProbability(p);
  if (p > 0.25 && p < 0.75) {
    return solve((z) => [normalCentral(z) - (p - 0.5), normalDensity(z)], -0.7, 0.7, (p - 0.5) * rootTwoPi);
  }
  return p < 0.5 ? -tailQuantile(p) : tailQuantile(1 - p);
}

/**
 * The z with probability q above it under the standard normal.
 *
 * normalUpperQuantile(1e-300) // 37.0471
 */
export function normalUpperQuantile(q: number): number {
  return -normalQuantile(q);
}

function tailQuantile(q: number): number {
  if (q === 0) return Infinity;
  const target = Math.log(q);
  const start = Math.sqrt(Math.max(0.4, -2 * target - Math.log(Math.max(1, -4 * Math.PI * target))));
  return solve(
    (z) => {
      const tail = normalUpper(z);
      return [target - Math.log(tail), normalDensity(z) / tail];
    },
    0.6,
    39,
    start
  );
}
