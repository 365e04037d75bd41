import {checkAlpha} from "./arguments.js";
import {normalUpper} from "./normal.js";
import {solve} from "./solve.js";

/** `tau2` is the variance of the mixture, in the squared unit of the difference. */
export type Mixture = {tau2: number; alpha?: number; sides?: 1 | 2};

/**
 * The confidence sequence of a difference: it may be looked at any time, as often as one likes.
 *
 * The bounds hold at every look at once, asymptotically: claim nothing before `isBurnedIn`. `variance` is the squared standard error
 * now, with clusters and covariates as they are. `logE` is the log-evidence against 0 and p = min(1, exp(−logE)): it may only be
 * acted on, never counted as one of many looks. `critical` is the multiplier of the standard error; give it to `fieller` for the lift.
 * One-sided (against no increase) `upper` is Infinity. Null if the variance is 0.
 * Waudby-Smith et al. (2024), Annals of Statistics 52:2613–2640; Howard et al. (2021), Annals of Statistics 49:1055–1080.
 *
 * confidenceSequence({difference: 0.06, variance: 0.0002244}, {tau2: 0.0004})
 * // {lower: 0.01043, upper: 0.10957, logE: 4.6269, p: 0.0097846, critical: 3.3091}
 */
export function confidenceSequence(
  {difference, variance}: {difference: number; variance: number},
  {tau2, alpha = 0.05, sides = 2}: Mixture
): {lower: number; upper: number; logE: number; p: number; critical: number} | null {
  if (!(variance >= 0)) throw new RangeError(`invalid variance: ${variance}`);
  if (variance === 0) return null;
  const critical = sequenceMultiplier(variance, {tau2, alpha, sides});
  const half = critical * Math.sqrt(variance);
  const [logE] = evidence(difference / Math.sqrt(variance), tau2 / variance, sides);
  const upper = sides === 2 ? difference + half : Infinity;
  return {lower: difference - half, upper, logE, p: Math.exp(-Math.max(0, logE)), critical};
}

/**
 * What a confidence sequence multiplies the standard error by, where a fixed look has 1.96.
 *
 * Two-sided √((V + τ²)/τ² · (2 ln(1/alpha) + ln((V + τ²)/V))): least near the planned variance, flat beyond it, steep before it.
 * One-sided by solving the mixture of the positive half, which is a little tighter than the usual closed form.
 *
 * sequenceMultiplier(0.0002244, {tau2: 0.0004}) // 3.3091
 */
export function sequenceMultiplier(variance: number, {tau2, alpha = 0.05, sides = 2}: Mixture): number {
  checkAlpha(alpha);
  if (!(tau2 > 0)) throw new RangeError(`invalid tau2: ${tau2}`);
  if (!(variance > 0)) throw new RangeError(`invalid variance: ${variance}`);
  const ratio = tau2 / variance;
  const two = Math.sqrt((1 + 1 / ratio) * (2 * Math.log(1 / alpha) + Math.log1p(ratio)));
  if (sides === 2) return two;
  return solve(
    (z) => {
      const [log, slope] = evidence(z, ratio, 1);
      return [log + Math.log(alpha), slope];
    },
    0,
    two,
    0.9 * two
  );
}

/**
 * The mixing variance at which a confidence sequence is tightest at the planned end.
 *
 * `variance` is that of the difference with the planned sample, from the plan and never from the data: τ² = V·(2 ln(1/alpha) +
 * ln(1 + 2 ln(1/alpha))). For a one-sided sequence give twice its alpha. Waudby-Smith et al. (2024), appendix B.2.
 *
 * mixingVariance(0.0001) // 0.000793615
 */
export function mixingVariance(variance: number, alpha = 0.05): number {
  if (!(variance > 0)) throw new RangeError(`invalid variance: ${variance}`);
  const log = -2 * Math.log(checkAlpha(alpha));
  return variance * (log + Math.log1p(log));
}

/**
 * Whether an arm has enough for the asymptotics: 50 units, and 10 conversions where conversions are counted.
 *
 * isBurnedIn({n: 400, conversions: 8}) // false
 */
export function isBurnedIn({n, conversions}: {n: number; conversions?: number}): boolean {
  return n >= 50 && (conversions === undefined || conversions >= 10);
}

/** The logarithm of the mixture's likelihood ratio at z, and its slope, for `ratio` = τ²/V. */
function evidence(z: number, ratio: number, sides: 1 | 2): [log: number, slope: number] {
  const share = ratio / (1 + ratio);
  const log = (share * z * z - Math.log1p(ratio)) / 2;
  if (sides === 2) return [log, share * z];
  const root = Math.sqrt(share);
  const below = normalUpper(-root * z);
  // φ/Φ without exp of large squares: the ratio matters only where Φ is not tiny.
  const hazard = Math.exp((-share * z * z) / 2) / Math.sqrt(2 * Math.PI) / below;
  return [log + Math.log(2 * below), share * z + root * hazard];
}
