import {linearised, type ratioOfSums} from "./ratioOfSums.js";

/** What `retainedRatio` reads: exact sums of money kept and lost, and their centred co-moments over n accounts. */
export type RetainedMoments = {n: number; kept: number; lost: number; kk: number; ll: number; kl: number};

/**
 * The share kept, Σk / Σ(k + l) over n accounts, as for NRR and GRR: k is what each account pays now, l what it paid more before
 * (negative where it grew). With its linearised interval, cut off at 0; with `max` 1, as for GRR, taken on the log-odds.
 *
 * It is `ratioOfSums` of k to k + l, but reads what was lost beside what was kept: most accounts lose nothing, and a spread made of
 * money before and after would be a small difference of large squares, its last digits noise. Null, and without bounds, where
 * `ratioOfSums` is. Cochran (1977), Sampling Techniques, chapter 6.
 *
 * retainedRatio({n: 3, kept: 27, lost: 3, kk: 18, ll: 6, kl: -5}) // {value: 0.9, lower: 0.4719, upper: 1.3281, se: 0.0995, n: 3}
 */
export function retainedRatio(
  {n, kept, lost, kk, ll, kl}: RetainedMoments,
  {alpha = 0.05, max = Infinity}: {alpha?: number; max?: 1 | typeof Infinity} = {}
): ReturnType<typeof ratioOfSums> {
  const sumX = kept + lost;
  if (sumX === 0) return null;
  const value = kept / sumX;
  const rest = lost / sumX;
  const terms = [rest * rest * kk, -2 * value * rest * kl, value * value * ll];
  return linearised({n, value, sumX, terms}, {alpha, min: 0, max});
}
