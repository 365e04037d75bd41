import {linearised, ratioOfSums, type RatioMoments} from "./ratioOfSums.js";

/** What `keptRatio` reads: exact sums of money kept and lost, and their centred co-moments over n accounts. */
export type KeptMoments = {n: number; kept: number; lost: number; kk: number; ll: number; kl: number};

/**
 * The share of money still there, 1 − Σy / Σx over n accounts, as for NRR: x is what an account paid before, y by how much less it pays
 * now (negative where it pays more). With its linearised interval, cut off at 0.
 *
 * It is 1 less `ratioOfSums` of what changed: made of money before and after, the spread of accounts that hardly change would be a
 * small difference of large squares, its last digits noise. Null, and without bounds, where `ratioOfSums` is.
 *
 * retainedRatio({n: 3, sumY: 3, sumX: 30, yy: 6, xx: 14, xy: 1}) // {value: 0.9, lower: 0.4719, upper: 1.3281, se: 0.0995, n: 3}
 */
export function retainedRatio(
  less: RatioMoments,
  {alpha = 0.05}: {alpha?: number} = {}
): ReturnType<typeof ratioOfSums> {
  const found = ratioOfSums(less, {alpha, max: 1});
  if (!found) return null;
  const left = (share: number | null) => (share === null ? null : 1 - share);
  return {...found, value: (less.sumX - less.sumY) / less.sumX, lower: left(found.upper), upper: left(found.lower)};
}

/**
 * The share of money kept without growth, Σk / Σ(k + l) over n accounts, as for GRR: k is what is left of what an account paid before,
 * l what is lost of it. With its linearised interval on the log-odds, as `ratioOfSums` between 0 and 1.
 *
 * Written in k and l it has all its digits both where nearly all is kept and where nearly all is lost. Null where nothing was paid
 * before; without bounds where `ratioOfSums` is.
 *
 * keptRatio({n: 3, kept: 27, lost: 3, kk: 18, ll: 6, kl: -5}) // {value: 0.9, lower: 0.0718, upper: 0.999, se: 0.0995, n: 3}
 */
export function keptRatio(
  {n, kept, lost, kk, ll, kl}: KeptMoments,
  {alpha = 0.05}: {alpha?: number} = {}
): ReturnType<typeof ratioOfSums> {
  const sumX = kept + lost;
  if (sumX === 0) return null;
  const value = kept / sumX;
  const rest = lost / sumX;
  const terms = [rest * rest * kk, -2 * value * rest * kl, value * value * ll];
  return linearised({n, value, sumX, terms}, {alpha, min: 0, max: 1});
}
