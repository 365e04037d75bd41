import {checkAlpha} from "./arguments.js";

/**
 * The t test that may be looked at any time, exact for normal values however few.
 *
 * `n` is the effective number of observations, 1/(1/n₀ + 1/n₁) for two arms, and `g` the number at which one would look, as prior
 * precision. `logE` is the log-evidence against 0, p = min(1, exp(−logE)), `critical` the |t| at which p = alpha: Infinity while no t
 * could be enough. Lindon, Ham, Tingley and Bojinov (2024), https://arxiv.org/abs/2210.08589, for one coefficient.
 *
 * anytimeT(3.5, {df: 98, n: 100, g: 1}) // {logE: 3.461475509, p: 0.03138342132, critical: 3.347539742}
 */
export function anytimeT(t: number, {df, n, g, alpha = 0.05}: {df: number; n: number; g: number; alpha?: number}) {
  checkAlpha(alpha);
  if (!(df > 0)) throw new RangeError(`invalid df: ${df}`);
  if (!(n > 0)) throw new RangeError(`invalid n: ${n}`);
  if (!(g > 0)) throw new RangeError(`invalid g: ${g}`);
  const share = g / (g + n);
  const square = (t / df) * t;
  const half = (df + 1) / 2;
  const logE = Math.log(share) / 2 + half * (Math.log1p(square) - Math.log1p(share * square));
  const gain = Math.expm1((-Math.log(alpha) - Math.log(share) / 2) / half);
  const room = 1 - share * (1 + gain);
  const critical = room > 0 ? Math.sqrt((df * gain) / room) : Infinity;
  return {logE, p: Math.exp(-Math.max(0, logE)), critical};
}
