import {checkCount} from "./arguments.js";
import type {Contrast} from "./compareContrast.js";

/** One account whose users were randomised: its users and their sum of the metric, by arm; 0 and 0 where it has none. */
export type Straddler = {control: {n: number; sum: number}; variant: {n: number; sum: number}};

/**
 * Compares two arms whose users were randomised inside accounts: users of one account stand on both sides and resemble each other.
 *
 * An account's influence on the difference, ψ = Σ(y − ȳᵥ)/Nᵥ − Σ(y − ȳc)/Nc over its users, is squared as a whole; errors summed by arm
 * would count what users of an account share twice instead of cancelling it. `contrast` holds CR1, G/(G − 1)·Σψ², with G − 1 degrees of
 * freedom; `cr0` is Σψ². `straddling` is the share of accounts with users in both arms: what a user sees, colleagues hear of, so it
 * is a warning too. Contrast null, with the `reason`, if an arm is empty or for fewer than five accounts.
 * Liang and Zeger (1986), Biometrika 73:13–22; CR0 and CR1 as Cameron and Miller (2015), Journal of Human Resources 50:317–372.
 *
 * compareStraddling([1, 2, 3, 4, 5].map((sum) => ({control: {n: 2, sum}, variant: {n: 1, sum}})))
 * // {contrast: {difference: 1.5, squared: 0.125, df: 4}, cr0: 0.1, straddling: 1, accounts: 5, reason: null}
 */
export function compareStraddling(rows: readonly Straddler[]) {
  const totals = {control: {n: 0, sum: 0}, variant: {n: 0, sum: 0}};
  let [accounts, both] = [0, 0];
  for (const row of rows) {
    for (const arm of ["control", "variant"] as const) {
      const {n, sum} = row[arm];
      if (!Number.isFinite(sum)) throw new RangeError(`invalid sum: ${sum}`);
      totals[arm].n += checkCount("n", n);
      totals[arm].sum += sum;
    }
    if (row.control.n + row.variant.n > 0) ++accounts;
    if (row.control.n > 0 && row.variant.n > 0) ++both;
  }
  const {control, variant} = totals;
  const none = {contrast: null, cr0: null, accounts, straddling: accounts ? both / accounts : 0};
  if (control.n === 0 || variant.n === 0)
    return {...none, reason: `no users in the ${control.n === 0 ? "control" : "variant"} arm`};
  if (accounts < 5) return {...none, reason: `too few accounts: ${accounts}, at least 5 are needed`};
  const base = control.sum / control.n;
  const mean = variant.sum / variant.n;
  let [cr0, baseSquared, covariance] = [0, 0, 0];
  for (const row of rows) {
    const ofControl = (row.control.sum - base * row.control.n) / control.n;
    const influence = (row.variant.sum - mean * row.variant.n) / variant.n - ofControl;
    cr0 += influence * influence;
    baseSquared += ofControl * ofControl;
    covariance += influence * ofControl;
  }
  const factor = accounts / (accounts - 1);
  const contrast: Contrast = {
    difference: mean - base,
    squared: factor * cr0,
    base,
    baseSquared: factor * baseSquared,
    covariance: factor * covariance,
    df: accounts - 1
  };
  return {...none, contrast, cr0, reason: null};
}
