import {stirlingError, deviance} from "./gamma.js";
import {integrate} from "./gaussLegendre.js";
import {normalUpper} from "./normal.js";

/**
 * The tails of the non-central t distribution at t, [below, above]: Student's t of a mean whose true z is `delta`.
 *
 * ∫ Φ(t·u − δ) over the distribution of u = √(χ²/df), by 128 Gauss–Legendre nodes over 1 ± 10/√(2 df), where the series in use
 * elsewhere stall in the tails. For df of 1 or more; to 1e-11, or 1e-5 for fractional df below 5. Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, §31.
 *
 * nonCentralT(2.024394164, 38, 3.162277660168379) // [0.131047, 0.868953]
 */
export function nonCentralT(t: number, df: number, delta: number): [below: number, above: number] {
  if (!(df >= 1)) throw new RangeError(`invalid df: ${df}`);
  if (Number.isNaN(t)) throw new RangeError(`invalid t: ${t}`);
  if (Number.isNaN(delta - t)) throw new RangeError(`invalid delta: ${delta}`);
  if (df > 1e12) return [normalUpper(delta - t), normalUpper(t - delta)];
  const spread = 10 / Math.sqrt(2 * df);
  const half = df / 2;
  const scale = 2 * Math.sqrt(half / (2 * Math.PI)) * Math.exp(-stirlingError(half));
  const over = (tail: (u: number) => number) =>
    integrate(
      (u) => (scale / u) * Math.exp(-deviance(half, half * u * u)) * tail(u),
      Math.max(0, 1 - spread),
      1 + spread
    );
  return [over((u) => normalUpper(delta - t * u)), over((u) => normalUpper(t * u - delta))];
}
