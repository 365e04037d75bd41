import {checkCount} from "./arguments.js";
import {chiSquareUpper, deviance, stirlingError} from "./gamma.js";

const concentrations = [1e2, 1e3, 1e4, 1e5];

/**
 * Checks for a sample ratio mismatch: did the randomised units split as planned?
 *
 * `counts` are randomised units (accounts where accounts were randomised), `weights` the planned shares in any unit; arms of weight 0
 * are left out, degrees of freedom included. `flag` is p < .001 or e-value ≥ 1000; the e-value may be looked at every day.
 * `expected` follows the arms, null where the weight is 0. chi2 and p are null, with the `reason`, for fewer than two arms and
 * if an arm expects fewer than five units. The e-value averages Bayes factors of a Dirichlet-multinomial against the plan over
 * concentrations 10² to 10⁵; it stops at the largest number. Lindon and Malek (2022), https://arxiv.org/abs/2011.03567.
 *
 * srm([1000, 1200], [0.5, 0.5]) // {chi2: 18.1818, df: 1, p: 0.000020079, eValue: 389.7, flag: true, …}
 */
export function srm(counts: readonly number[], weights: readonly number[]) {
  if (counts.length !== weights.length)
    throw new RangeError(`invalid weights: ${weights.length} for ${counts.length} arms`);
  counts.forEach((count) => checkCount("count", count));
  const total = weights.reduce((sum, weight) => sum + checkCount("weight", weight), 0);
  if (!(total > 0)) throw new RangeError(`invalid weights: ${weights.join(", ")}`);
  const arms = counts.flatMap((count, i) => (weights[i]! > 0 ? [{count, share: weights[i]! / total}] : []));
  const n = arms.reduce((sum, {count}) => sum + count, 0);
  const df = arms.length - 1;
  const logs = concentrations.map((k) =>
    logBayesFactor(
      arms.map(({count}) => count),
      arms.map(({share}) => share),
      arms.map(({share}) => k * share)
    )
  );
  const largest = Math.max(...logs);
  const logE = largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0) / logs.length);
  const eValue = Math.min(Math.exp(logE), Number.MAX_VALUE);
  const reason =
    df < 1
      ? "fewer than two arms"
      : arms.some(({share}) => n * share < 5)
        ? "fewer than five units expected in an arm"
        : null;
  const chi2 = reason ? null : arms.reduce((sum, {count, share}) => sum + (count - n * share) ** 2 / (n * share), 0);
  const p = chi2 === null ? null : chiSquareUpper(chi2, df);
  const expected = weights.map((weight) => (weight > 0 ? (n * weight) / total : null));
  return {chi2, df, p, eValue, flag: (p !== null && p < 0.001) || eValue >= 1000, expected, reason};
}

/**
 * The logarithm of the Bayes factor of a Dirichlet(prior)-multinomial against fixed shares, for the counts of the arms.
 *
 * The log-gammas are written out in Stirling's form, where their large parts cancel on paper; the multinomial coefficients cancel
 * as well, so only the counts so far matter, not the looks.
 *
 * logBayesFactor([20, 17, 9], [0.4, 0.4, 0.2], [1, 1, 1]) // -2.9506
 */
export function logBayesFactor(counts: readonly number[], shares: readonly number[], prior: readonly number[]): number {
  const before = prior.reduce((sum, a) => sum + a, 0);
  const after = counts.reduce((sum, count) => sum + count, before);
  let log = stirlingError(before) - stirlingError(after) + Math.log(after / before) / 2;
  counts.forEach((count, i) => {
    const a = prior[i]!;
    const share = shares[i]!;
    log += deviance(a + count, after * share) - deviance(a, before * share);
    log += stirlingError(a + count) - stirlingError(a) - Math.log1p(count / a) / 2;
  });
  return log;
}
