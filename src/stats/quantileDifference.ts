import {checkAlpha} from "./arguments.js";
import {type Cluster, clusterMean} from "./compareClusters.js";
import type {Contrast} from "./compareContrast.js";
import {normalUpperQuantile} from "./normal.js";
import {welchDf} from "./welch.js";
import {quantileOf} from "./winsorise.js";

/**
 * Compares a quantile of two arms, such as the median days to an upgrade: a contrast that `compareContrast` reads.
 *
 * An arm's error is the width of its order-statistic interval at 95 % over 2·1.96 (Woodruff's): no density is estimated. With `accounts`,
 * one for each value of either arm, the share below the quantile has the error of accounts, each left out in turn; else units are taken
 * as independent. Null with the `reason` if an arm has too few units for its interval to lie inside the data, n·min(q, 1 − q) < 5, or
 * fewer than five accounts.
 * Woodruff (1952), JASA 47:635–646; Serfling (1980), Approximation Theorems of Mathematical Statistics, section 2.6.
 *
 * quantileDifference(Array.from({length: 100}, (_, i) => i), Array.from({length: 100}, (_, i) => i + 10), 0.5)
 * // {contrast: {difference: 10, squared: 49.005, base: 49.5}, reason: null}
 */
export function quantileDifference(
  control: readonly number[],
  variant: readonly number[],
  q: number,
  accounts?: {control: readonly string[]; variant: readonly string[]}
): {contrast: Contrast | null; reason: string | null} {
  checkAlpha(q);
  const small = [control, variant].findIndex(({length}) => length * Math.min(q, 1 - q) < 5);
  if (small >= 0) return {contrast: null, reason: `too few units in the ${small ? "variant" : "control"} arm`};
  const [base, value] = [quantileOf(control, q)!, quantileOf(variant, q)!];
  const arms = [shareOf(control, base, q, accounts?.control), shareOf(variant, value, q, accounts?.variant)] as const;
  const few = arms.findIndex(({clusters}) => clusters !== null && clusters < fewestAccounts);
  if (few >= 0) return {contrast: null, reason: `too few accounts in the ${few ? "variant" : "control"} arm`};
  const [baseSquared, squared] = [squaredOf(control, q, arms[0].error), squaredOf(variant, q, arms[1].error)];
  const freedom = (clusters: number | null) => (clusters === null ? Infinity : clusters - 1);
  const contrast = {
    difference: value - base,
    squared: baseSquared + squared,
    base,
    baseSquared,
    covariance: -baseSquared,
    df: accounts ? welchDf([baseSquared, freedom(arms[0].clusters)], [squared, freedom(arms[1].clusters)]) : Infinity
  };
  return {contrast, reason: null};
}

const fewestAccounts = 5;

/** The standard error of the share of values up to the quantile, and of how many accounts; null clusters where units are independent. */
function shareOf(
  values: readonly number[],
  quantile: number,
  q: number,
  accounts: readonly string[] | undefined
): {error: number; clusters: number | null} {
  if (!accounts) return {error: Math.sqrt((q * (1 - q)) / values.length), clusters: null};
  if (accounts.length !== values.length) throw new RangeError(`invalid accounts: ${accounts.length}`);
  const byAccount = new Map<string, Cluster>();
  values.forEach((value, i) => {
    const {n, sum} = byAccount.get(accounts[i]!) ?? {n: 0, sum: 0};
    byAccount.set(accounts[i]!, {n: n + 1, sum: sum + (value <= quantile ? 1 : 0)});
  });
  const found = clusterMean([...byAccount.values()]);
  return {error: Math.sqrt(found?.jackknife ?? 0), clusters: byAccount.size};
}

function squaredOf(values: readonly number[], q: number, error: number): number {
  const z = normalUpperQuantile(0.025);
  const half = z * error;
  const width = quantileOf(values, Math.min(1, q + half))! - quantileOf(values, Math.max(0, q - half))!;
  return (width / (2 * z)) ** 2;
}
