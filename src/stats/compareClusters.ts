import {checkCount} from "./arguments.js";
import type {Contrast} from "./compareContrast.js";
import {welchDf} from "./welch.js";

/** One account of one arm: its `n` users who were assigned, silent ones too, or what a ratio divides by; and the sum of the metric over them. */
export type Cluster = {n: number; sum: number};

/** The mean of users whose accounts were randomised. Squared errors are those of the user-weighted mean. */
export type ClusterMean = {
  accounts: number;
  users: number;
  /** User-weighted: Σsum / Σn. */
  mean: number;
  /** Account-weighted: the mean of sum / n. Another question, which a few large accounts cannot answer alone. */
  accountMean: number;
  /** (Σn)² / Σn²: as many accounts of equal size would say as much. */
  effective: number;
  /** Leave one account out: (K − 1)/K · Σ(mean without it − mean)². Null for fewer than two accounts with users. */
  jackknife: number | null;
  /** Linearised: Σ(sum − mean·n)² / (Σn)². */
  cr0: number;
  /** CR0 · K/(K − 1). Null for fewer than two accounts. */
  cr1: number | null;
  /** Squared error of `accountMean`. Null for fewer than two accounts with users. */
  accountSquared: number | null;
  largestShare: number;
  /** The user-weighted mean without the largest account. Null if there is no other. */
  withoutLargest: number | null;
};

/** Fewer accounts an arm than this have no answer; fewer than the second have a permutation test beside it. */
const fewestAccounts = 5;
const fewAccounts = 15;
const dominant = 0.2;

/**
 * The mean of one arm whose accounts were randomised and whose users are counted, with every error that goes with it.
 *
 * Accounts without users are left out, unless they have a sum (a ratio's numerator): those count in everything but the account mean. Null
 * if none has users. Errors: `invalid n` and `invalid sum` for what is not a number.
 * Jackknife: Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans, chapter 3; effective number: Kish (1965).
 *
 * clusterMean([{n: 1, sum: 1}, {n: 2, sum: 1}, {n: 3, sum: 1}])
 * // {mean: 0.5, accountMean: 0.6111, effective: 2.571, jackknife: 0.02519, cr0: 0.01389, cr1: 0.02083, …}
 */
export function clusterMean(rows: readonly Cluster[]): ClusterMean | null {
  let [accounts, filled, users, sum, squares, means, largest] = [0, 0, 0, 0, 0, 0, {n: 0, sum: 0}];
  for (const row of rows) {
    if (!holdsAny(row)) continue;
    ++accounts;
    sum += row.sum;
    if (row.n === 0) continue;
    ++filled;
    users += row.n;
    squares += row.n * row.n;
    means += row.sum / row.n;
    if (row.n > largest.n) largest = row;
  }
  if (filled === 0) return null;
  const mean = sum / users;
  const accountMean = means / filled;
  const many = filled > 1;
  let [linear, left, spread] = [0, 0, 0];
  for (const row of rows) {
    const residual = row.sum - mean * row.n;
    linear += residual ** 2;
    // The mean without an account is mean − residual / (users − n), with nothing subtracted from a large sum.
    if (many) left += (residual / (users - row.n)) ** 2;
    if (row.n > 0) spread += (row.sum / row.n - accountMean) ** 2;
  }
  const cr0 = linear / users ** 2;
  return {
    accounts,
    users,
    mean,
    accountMean,
    effective: users ** 2 / squares,
    jackknife: many ? (left * (accounts - 1)) / accounts : null,
    cr0,
    cr1: accounts > 1 ? (cr0 * accounts) / (accounts - 1) : null,
    accountSquared: many ? spread / (filled - 1) / filled : null,
    largestShare: largest.n / users,
    withoutLargest: many ? (sum - largest.sum) / (users - largest.n) : null
  };
}

/**
 * Whether an account counts: it has users, or a sum although it has none. Errors: `invalid n` and `invalid sum`.
 *
 * holdsAny({n: 0, sum: 3}) // true
 */
export function holdsAny({n, sum}: Cluster): boolean {
  if (!Number.isFinite(sum)) throw new RangeError(`invalid sum: ${sum}`);
  return checkCount("n", n) > 0 || sum !== 0;
}

/**
 * Compares two arms whose accounts were randomised: the contrast of their user-weighted means, and that of their account-weighted ones.
 *
 * Squared errors are the jackknife's, degrees of freedom Welch's over accounts − 1; read them with `compareContrast`. Both are null, with
 * the `reason`, for fewer than five accounts an arm, or where one alone has users. `warnings` are sentences: few accounts (under 15 an arm: set `permuteClusters`
 * beside it), and an account with more than a fifth of an arm's users, with the difference without it.
 *
 * compareClusters([1, 2, 3, 4, 5].map((sum) => ({n: 2, sum})), [3, 4, 5, 6, 7].map((sum) => ({n: 2, sum})))
 * // {contrast: {difference: 1, squared: 0.25, base: 1.5, df: 8}, reason: null, …}
 */
export function compareClusters(control: readonly Cluster[], variant: readonly Cluster[]) {
  const arms = {control: clusterMean(control), variant: clusterMean(variant)};
  const sides = [
    ["control", arms.control],
    ["variant", arms.variant]
  ] as const;
  const small = sides.find(([, arm]) => (arm?.accounts ?? 0) < fewestAccounts);
  const [a, b] = [arms.control, arms.variant];
  if (small || a === null || b === null) {
    const reason = `too few accounts in the ${small![0]} arm: ${small![1]?.accounts ?? 0}, at least ${fewestAccounts} are needed`;
    return {arms, contrast: null, accountContrast: null, reason, warnings: []};
  }
  const single = sides.find(([, arm]) => arm!.jackknife === null);
  if (single) {
    const reason = `one account alone has users in the ${single[0]} arm`;
    return {arms, contrast: null, accountContrast: null, reason, warnings: []};
  }
  const contrast = independent([a.mean, a.jackknife!, a.accounts], [b.mean, b.jackknife!, b.accounts]);
  const accountContrast = independent(
    [a.accountMean, a.accountSquared!, a.accounts],
    [b.accountMean, b.accountSquared!, b.accounts]
  );
  const warnings = sides.flatMap(([name, arm]) => warningsOf(name, arm!, b.mean - a.mean));
  return {arms, contrast, accountContrast, reason: null, warnings};
}

type Arm = readonly [mean: number, squared: number, accounts: number];

function independent([base, a, accounts]: Arm, [mean, b, others]: Arm): Contrast {
  const df = welchDf([a, accounts - 1], [b, others - 1]);
  return {difference: mean - base, squared: a + b, base, baseSquared: a, covariance: -a, df};
}

function warningsOf(name: "control" | "variant", arm: ClusterMean, difference: number): string[] {
  const few = `only ${arm.accounts} accounts in the ${name} arm`;
  const shift = (arm.withoutLargest! - arm.mean) * (name === "control" ? -1 : 1);
  const without = String(Number((difference + shift).toPrecision(3))).replace("-", "−");
  const large = `one account holds ${Math.round(100 * arm.largestShare)}% of the ${name} arm's users; without it the difference is ${without}`;
  return [...(arm.accounts < fewAccounts ? [few] : []), ...(arm.largestShare > dominant ? [large] : [])];
}
