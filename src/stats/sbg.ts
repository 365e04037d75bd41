import {checkCount} from "./arguments.js";
import type {Sbg} from "./fitSbg.js";

type Parameters = Pick<Sbg, "alpha" | "beta">;

/**
 * The share still there after `renewals` renewals, 0 and up: 1 at 0. Fader and Hardie (2007).
 *
 * sbgSurvival({alpha: 0.668, beta: 3.806}, 2) // 0.74688
 */
export function sbgSurvival(fit: Parameters, renewals: number): number {
  checkWhole("renewals", renewals, 0);
  let survival = 1;
  for (let t = 1; t <= renewals; ++t) survival *= sbgRetention(fit, t);
  return survival;
}

/**
 * The share of those who come to the `renewal`-th renewal that renew; it rises with every renewal, as those likely to leave leave.
 *
 * sbgRetention({alpha: 0.668, beta: 3.806}, 1) // 0.85069
 */
export function sbgRetention({alpha, beta}: Parameters, renewal: number): number {
  checkWhole("renewal", renewal, 1);
  return (beta + renewal - 1) / (alpha + beta + renewal - 1);
}

/**
 * DEL: the expected number of periods that a new customer pays for, each discounted to the first, which counts in full.
 *
 * `rate` is the discount a period, .1 for 10 %. Null if it is 0 and alpha is at most 1: then the sum has no end.
 * Fader and Hardie (2010), Marketing Science 29(1):85–93, appendix.
 *
 * discountedLifetime({alpha: 0.668, beta: 3.806}, 0.1) // 5.923
 */
export function discountedLifetime({alpha, beta}: Parameters, rate: number): number | null {
  return sumOfSurvival(alpha, beta, rate);
}

/**
 * DERL: the expected number of further periods that a customer in period `period` will pay for, valued just before the next renewal,
 * whose payment counts in full if it is made.
 *
 * A customer in period n has renewed n − 1 times; period 1 is that of a new customer. `rate` and null as for `discountedLifetime`.
 * Fader and Hardie (2010), Marketing Science 29(1):85–93.
 *
 * discountedResidualLifetime({alpha: 0.668, beta: 3.806}, 8, 0.1) // 7.53
 */
export function discountedResidualLifetime(fit: Parameters, period: number, rate: number): number | null {
  checkWhole("period", period, 1);
  const rest = sumOfSurvival(fit.alpha, fit.beta + period, rate);
  return rest === null ? null : sbgRetention(fit, period) * rest;
}

/**
 * Σ S(t) / (1 + rate)ᵗ over t from 0, which is ₂F₁(1, beta; alpha + beta; 1/(1 + rate)).
 *
 * By Gauss's continued fraction (DLMF 15.7.1), as the plain series needs ever more terms as the rate falls.
 */
function sumOfSurvival(alpha: number, beta: number, rate: number): number | null {
  checkCount("rate", rate);
  const all = alpha + beta;
  if (rate === 0) return alpha > 1 ? (all - 1) / (alpha - 1) : null;
  const z = 1 / (1 + rate);
  // Lentz's method as modified by Thompson and Barnett (1986).
  let value = 1;
  let [c, d] = [1, 0];
  for (let i = 1, change = 0; Math.abs(change - 1) > 2e-16 && i < 1e7; ++i) {
    const n = Math.floor(i / 2);
    const even = (n * (alpha + n - 1)) / ((all + 2 * n - 2) * (all + 2 * n - 1));
    const odd = ((all + n - 1) * (beta + n)) / ((all + 2 * n - 1) * (all + 2 * n));
    const k = i === 1 ? beta / all : i % 2 === 0 ? even : odd;
    d = 1 / (1 - k * z * d);
    c = 1 - (k * z) / c;
    change = c * d;
    value *= change;
  }
  return 1 / value;
}

function checkWhole(name: string, value: number, least: number): void {
  if (!(Number.isInteger(value) && value >= least)) throw new RangeError(`invalid ${name}: ${value}`);
}
