import {checkAlpha} from "./arguments.js";
import {logistic} from "./logistic.js";
import {tTwoSided, tUpperQuantile} from "./studentT.js";
import {smd} from "./smd.js";

/** One unit in one trial: what it did at the trial's start, what it was before, and what came after. */
export interface TrialRow {
  unit: string | number;
  treated: boolean;
  /** Covariates known before the start. */
  x: readonly number[];
  /** Periods of the follow-up in which the event could happen. */
  exposure: number;
  events: number;
  /** Rows this one stands for, where the units are a sample. */
  weight?: number;
}

/** One side of the pooled trials: events per period at risk. */
export interface TrialArm {
  trials: number;
  units: number;
  exposure: number;
  events: number;
  rate: number;
}

/** A difference of two rates with its interval, clustered by unit. */
export interface TrialDifference {
  value: number;
  se: number | null;
  lower: number | null;
  upper: number | null;
  p: number | null;
}

/**
 * Trials that begin at every period, pooled: those treated at the start beside those that could have been and were not, with the
 * latter weighted to be like the former in their covariates (e / (1 − e) of a logistic model: the treated population).
 *
 * `difference` is the rate of events of the treated less the weighted rate of the others, per period at risk; `plain` the same
 * without weights. Intervals are clustered by unit, since a unit is in many trials, with t on the treated units less one; the
 * weights are taken as known, which makes them a little wide. With fewer than five events on a side there is no interval:
 * such a rate is not normal, and with none it would look certain. `ess` is the effective number of weighted controls, (Σw)²/Σw²; `balance` the standardised difference of each covariate before and after
 * weighting, over the trials; above 0.1 it is not balanced. Differences that no covariate tells of remain: nobody was assigned.
 * Null with a reason if one side has no units or no periods at risk, or no model of the treatment can be fitted.
 * Hernán and Robins (2016), Am. J. Epidemiology 183:758–764; Danaei et al. (2013), Stat. Methods Med. Res. 22:70–96.
 *
 * targetTrials([{unit: 1, treated: true, x: [], exposure: 2, events: 1}, {unit: 2, treated: false, x: [], exposure: 4, events: 1}])
 * // {treated: {rate: 0.5, …}, controls: {rate: 0.25, …}, difference: {value: 0.25, lower: null, …}, reason: null, …}
 */
export function targetTrials(rows: readonly TrialRow[], {alpha = 0.05}: {alpha?: number} = {}) {
  checkAlpha(alpha);
  const treated = armOf(rows, true);
  const controls = armOf(rows, false);
  const nothing = {treated, controls, difference: null, plain: null, ess: null, largest: null, balance: []};
  if (!treated || !controls) return {...nothing, reason: "one side has no period in which it could leave"};
  const model = logistic(rows.map(({unit, treated: y, x, weight}) => ({y, x, cluster: unit, weight: weight ?? 1})));
  if (!model) return {...nothing, reason: "no model of who is treated can be fitted"};
  const own = (i: number) => rows[i]!.weight ?? 1;
  const weights = rows.map((row, i) => own(i) * (row.treated ? 1 : model.fitted[i]! / (1 - model.fitted[i]!)));
  const sides = rows.map((row) => row.treated);
  const others = weights.filter((_, i) => !rows[i]!.treated);
  const sum = others.reduce((total, w) => total + w, 0);
  const plain = rows.map((_, i) => own(i));
  const df = Math.min(treated.events, controls.events) < 5 ? null : treated.units - 1;
  return {
    treated,
    controls: {...controls, rate: rateOf(rows, weights, false)!},
    difference: differenceOf(rows, weights, alpha, df),
    plain: differenceOf(rows, plain, alpha, df),
    ess: (sum * sum) / others.reduce((total, w) => total + w * w, 0),
    largest: others.reduce((most, w) => Math.max(most, w), 0) / sum,
    balance: rows[0]!.x.map((_, k) => {
      const column = Float64Array.from(rows, ({x}) => x[k]!);
      return {before: smd(column, sides, plain), after: smd(column, sides, weights, plain)};
    }),
    reason: null
  };
}

function armOf(rows: readonly TrialRow[], isTreated: boolean): TrialArm | null {
  const side = rows.filter(({treated}) => treated === isTreated);
  const total = (part: "exposure" | "events") => side.reduce((sum, row) => sum + row[part], 0);
  const rate = rateOf(rows, side.length ? rows.map(({weight}) => weight ?? 1) : [], isTreated);
  if (rate === null) return null;
  const units = new Set(side.map(({unit}) => unit)).size;
  return {trials: side.length, units, exposure: total("exposure"), events: total("events"), rate};
}

function rateOf(rows: readonly TrialRow[], weights: readonly number[], isTreated: boolean): number | null {
  let [events, exposure] = [0, 0];
  rows.forEach((row, i) => {
    if (row.treated !== isTreated || !weights.length) return;
    events += weights[i]! * row.events;
    exposure += weights[i]! * row.exposure;
  });
  return exposure > 0 ? events / exposure : null;
}

/** Rate of the treated less that of the others; a unit's influence is summed over its trials, on whichever side. */
function differenceOf(
  rows: readonly TrialRow[],
  weights: readonly number[],
  alpha: number,
  df: number | null
): TrialDifference {
  const rates = [rateOf(rows, weights, false)!, rateOf(rows, weights, true)!] as const;
  const exposure = [0, 0] as [number, number];
  rows.forEach((row, i) => (exposure[row.treated ? 1 : 0] += weights[i]! * row.exposure));
  const parts = new Map<string | number, number>();
  rows.forEach((row, i) => {
    const side = row.treated ? 1 : 0;
    const rest = (weights[i]! * (row.events - rates[side] * row.exposure)) / exposure[side];
    parts.set(row.unit, (parts.get(row.unit) ?? 0) + (side ? rest : -rest));
  });
  const value = rates[1] - rates[0];
  const squares = [...parts.values()].reduce((sum, part) => sum + part * part, 0);
  if (df === null || df < 1 || !(squares > 1e-30)) return {value, se: null, lower: null, upper: null, p: null};
  const se = Math.sqrt((parts.size / (parts.size - 1)) * squares);
  const half = tUpperQuantile(alpha / 2, df) * se;
  return {value, se, lower: value - half, upper: value + half, p: tTwoSided(value / se, df)};
}
