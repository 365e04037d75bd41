import {checkAlpha, checkCount} from "./arguments.js";
import {tUpperQuantile} from "./studentT.js";

/** The changes of treated and control accounts that began alike; a variance is null where fewer than two accounts make it up. */
export type Stratum = {
  nTreated: number;
  meanTreated: number | null;
  varianceTreated: number | null;
  nControl: number;
  meanControl: number | null;
  varianceControl: number | null;
};

/**
 * The change of treated accounts less that of controls matched by stratum (such as the score before), weighted as the treated are.
 *
 * In the unit of the scores. `change` and `controlChange` are the two sides of `difference`; `n` and `nControl` count the accounts
 * used, `unmatched` the treated accounts left out because their stratum has no control. Variances are pooled within strata:
 * se² = σ_t²/N + σ_c² Σ(n_tk²/n_ck)/N², with Welch's degrees of freedom. An observed comparison, not an experiment's. Null if no
 * treated account has a control; se, lower and upper are null if a side's variance cannot be estimated or both are 0.
 * Miettinen (1972), American Journal of Epidemiology 96:383–388 (standardising to the treated).
 *
 * matchedChange([{nTreated: 4, meanTreated: 2, varianceTreated: 1, nControl: 8, meanControl: 1.5, varianceControl: 2}])
 * // {difference: 0.5, lower: -1.1172, upper: 2.1172, se: 0.7071, n: 4, nControl: 8, change: 2, controlChange: 1.5, unmatched: 0}
 */
export function matchedChange(strata: readonly Stratum[], alpha = 0.05) {
  checkAlpha(alpha);
  for (const {nTreated, nControl} of strata) {
    checkCount("nTreated", nTreated);
    checkCount("nControl", nControl);
  }
  const used = strata.filter(({nTreated, nControl}) => nTreated > 0 && nControl > 0);
  const sum = (value: (stratum: Stratum) => number, over = used) => over.reduce((total, s) => total + value(s), 0);
  const n = sum(({nTreated}) => nTreated);
  if (n === 0) return null;
  const change = sum(({nTreated, meanTreated}) => nTreated * required(meanTreated)) / n;
  const controlChange = sum(({nTreated, meanControl}) => nTreated * required(meanControl)) / n;
  const treated = pooled(used.map((s) => [s.nTreated, s.varianceTreated]));
  const control = pooled(used.map((s) => [s.nControl, s.varianceControl]));
  const result = {
    difference: change - controlChange,
    n,
    nControl: sum(({nControl}) => nControl),
    change,
    controlChange,
    unmatched: sum(({nTreated}) => nTreated, strata as Stratum[]) - n
  };
  const a = treated && treated.variance / n;
  const b = control && (control.variance * sum((s) => s.nTreated ** 2 / s.nControl)) / n ** 2;
  if (!treated || !control || a === null || b === null || a + b === 0) {
    return {...result, lower: null, upper: null, se: null};
  }
  const share = a / (a + b);
  const df = 1 / (share ** 2 / treated.df + (1 - share) ** 2 / control.df);
  const se = Math.sqrt(a + b);
  const half = tUpperQuantile(alpha / 2, df) * se;
  return {...result, lower: result.difference - half, upper: result.difference + half, se};
}

/** The variance within groups of [n, variance], and its degrees of freedom; null if no group has two units. */
function pooled(groups: readonly (readonly [number, number | null])[]): {variance: number; df: number} | null {
  let squares = 0;
  let df = 0;
  for (const [n, variance] of groups) {
    if (n < 2) continue;
    squares += (n - 1) * required(variance);
    df += n - 1;
  }
  return df > 0 ? {variance: squares / df, df} : null;
}

function required(value: number | null): number {
  if (value === null || !Number.isFinite(value)) throw new RangeError(`invalid mean or variance: ${value}`);
  return value;
}
