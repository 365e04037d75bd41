import {quantileSorted} from "simple-statistics";
import {checkAlpha, checkCount} from "./arguments.js";
import {random} from "./random.js";

/**
 * The ratio Σy / Σx of [x, y] pairs, one an account, with a percentile interval from resampling accounts.
 *
 * For NRR a pair is [start, end] of one account. The same seed gives the same interval. Draws whose Σx is 0 have no ratio and are
 * left out; `draws` tells how many counted. Null if there are fewer than two pairs or Σx is 0.
 * Efron and Tibshirani (1993), An Introduction to the Bootstrap, section 13.3.
 *
 * bootstrapRatio([[10, 9], [8, 12], [12, 12]], {seed: 1}) // {value: 1.1, lower: 0.9, upper: 1.5, n: 3, draws: 2000}
 */
export function bootstrapRatio(
  pairs: readonly (readonly [x: number, y: number])[],
  {draws = 2000, seed = 1, alpha = 0.05}: {draws?: number; seed?: number; alpha?: number} = {}
): {value: number; lower: number; upper: number; n: number; draws: number} | null {
  checkAlpha(alpha);
  checkCount("draws", draws);
  const n = pairs.length;
  const value = ratio(pairs, (i) => i);
  if (n < 2 || value === null) return null;
  const next = random(seed);
  const ratios: number[] = [];
  for (let draw = 0; draw < draws; ++draw) {
    const resampled = ratio(pairs, () => Math.floor(next() * n));
    if (resampled !== null) ratios.push(resampled);
  }
  if (ratios.length === 0) return null;
  ratios.sort((a, b) => a - b);
  const [lower, upper] = [quantileSorted(ratios, alpha / 2), quantileSorted(ratios, 1 - alpha / 2)];
  return {value, lower, upper, n, draws: ratios.length};
}

function ratio(pairs: readonly (readonly [number, number])[], pick: (i: number) => number): number | null {
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < pairs.length; ++i) {
    const [x, y] = pairs[pick(i)]!;
    sumX += x;
    sumY += y;
  }
  return sumX === 0 ? null : sumY / sumX;
}
