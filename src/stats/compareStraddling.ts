import {holdsAny} from "./compareClusters.js";
import type {Contrast} from "./compareContrast.js";

/** One account whose users were randomised: its users and their sum of the metric, by arm; 0 and 0 where it has none. */
export type Straddler = {control: {n: number; sum: number}; variant: {n: number; sum: number}};

/**
 * Compares two arms whose users were randomised inside accounts: users of one account stand on both sides and resemble each other.
 *
 * An account's influence on the difference, ψ = Σ(y − ȳᵥ)/Nᵥ − Σ(y − ȳc)/Nc over its users, is squared as a whole; errors summed by arm
 * would count what users of an account share twice instead of cancelling it. `contrast` leaves out one account after the other (jackknife,
 * G − 1 degrees of freedom): with 30 uneven accounts it calls 5.3 % of equal arms different, where CR1 calls 6.3 %. `cr0` is Σψ², `cr1` is
 * G/(G − 1)·Σψ², as other software prints them. `straddling` is the share of accounts with users in both arms: what one user sees,
 * colleagues hear of. Contrast null, with the `reason`, if an arm is empty or has one account only, or for fewer than five accounts.
 * Liang and Zeger (1986), Biometrika 73:13–22; CR0 and CR1 as Cameron and Miller (2015), Journal of Human Resources 50:317–372.
 *
 * compareStraddling([1, 2, 3, 4, 5].map((sum) => ({control: {n: 2, sum}, variant: {n: 1, sum}})))
 * // {contrast: {difference: 1.5, squared: 0.125, df: 4}, cr0: 0.1, cr1: 0.125, straddling: 1, accounts: 5, reason: null}
 */
export function compareStraddling(rows: readonly Straddler[]) {
  const totals = {control: {n: 0, sum: 0}, variant: {n: 0, sum: 0}};
  let [accounts, both] = [0, 0];
  const held = {control: 0, variant: 0};
  for (const row of rows) {
    const holds = (["control", "variant"] as const).filter((arm) => holdsAny(row[arm]));
    for (const arm of holds) {
      const {n, sum} = row[arm];
      totals[arm].n += n;
      totals[arm].sum += sum;
      if (n > 0) ++held[arm];
    }
    if (holds.length > 0) ++accounts;
    if (row.control.n > 0 && row.variant.n > 0) ++both;
  }
  const {control, variant} = totals;
  const none = {contrast: null, cr0: null, cr1: null, accounts, straddling: accounts ? both / accounts : 0};
  if (control.n === 0 || variant.n === 0)
    return {...none, reason: `no users in the ${control.n === 0 ? "control" : "variant"} arm`};
  if (held.control < 2 || held.variant < 2)
    return {...none, reason: `one account alone has users in the ${held.control < 2 ? "control" : "variant"} arm`};
  if (accounts < 5) return {...none, reason: `too few accounts: ${accounts}, at least 5 are needed`};
  const base = control.sum / control.n;
  const mean = variant.sum / variant.n;
  let [cr0, squared, baseSquared, covariance] = [0, 0, 0, 0];
  for (const row of rows) {
    const ofControl = row.control.sum - base * row.control.n;
    const ofVariant = row.variant.sum - mean * row.variant.n;
    cr0 += (ofVariant / variant.n - ofControl / control.n) ** 2;
    // How far base and difference move when the account is left out.
    const move = ofControl === 0 ? 0 : ofControl / (control.n - row.control.n);
    const change = (ofVariant === 0 ? 0 : ofVariant / (variant.n - row.variant.n)) - move;
    squared += change ** 2;
    baseSquared += move ** 2;
    covariance += change * move;
  }
  const factor = (accounts - 1) / accounts;
  const contrast: Contrast = {
    difference: mean - base,
    squared: factor * squared,
    base,
    baseSquared: factor * baseSquared,
    covariance: factor * covariance,
    df: accounts - 1
  };
  return {...none, contrast, cr0, cr1: cr0 / factor, reason: null};
}
