import {checkSuccesses} from "./arguments.js";
import {chiSquareUpper} from "./gamma.js";
import type {Proportion} from "./pooledZ.js";

/**
 * Pearson's χ² that several arms convert alike, without continuity correction; for two arms it is `pooledZ` squared.
 *
 * Arms without units are left out. Null for fewer than two, and if nobody or everybody converted. With fewer than five conversions
 * expected in an arm χ² is rough. Pearson (1900), Philosophical Magazine 50:157–175.
 *
 * homogeneity([{x: 83, n: 86}, {x: 90, n: 93}, {x: 129, n: 136}, {x: 70, n: 82}]) // {chi2: 12.6004, df: 3, p: 0.005585}
 */
export function homogeneity(arms: readonly Proportion[]): {chi2: number; df: number; p: number} | null {
  arms.forEach(({x, n}) => checkSuccesses(x, n));
  const filled = arms.filter(({n}) => n > 0);
  const x = filled.reduce((sum, arm) => sum + arm.x, 0);
  const n = filled.reduce((sum, arm) => sum + arm.n, 0);
  if (filled.length < 2 || x === 0 || x === n) return null;
  const rate = x / n;
  const chi2 = filled.reduce((sum, arm) => sum + (arm.x - arm.n * rate) ** 2 / (arm.n * rate * (1 - rate)), 0);
  const df = filled.length - 1;
  return {chi2, df, p: chiSquareUpper(chi2, df)};
}
