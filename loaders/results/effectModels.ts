import {type LogisticRow, type TrialRow, groupTime, logistic, targetTrials} from "../../src/stats/index.js";
import type {RiskMonth, RiskSample} from "./effectSample.js";

/** What is known of an account before a month begins, by name. */
const covariates: [name: string, value: (row: RiskMonth) => number][] = [
  ["Plan’s rank", ({rank}) => rank ?? 0],
  ["Billed by the year or longer", ({term}) => (term > 1 ? 1 : 0)],
  ["Seats (log)", ({seats}) => Math.log1p(seats ?? 0)],
  ["Months as a customer (log)", ({tenure}) => Math.log1p(Math.max(0, tenure ?? 0))],
  ["Use in the month before (log)", ({quantityBefore}) => Math.log1p(Math.max(0, quantityBefore ?? 0))],
  ["Features used in the month before", ({featuresBefore}) => featuresBefore ?? 0],
  ["Share of its limit used", ({pressureBefore}) => Math.min(pressureBefore ?? 0, 2)],
  ["Calendar month", ({month}) => month]
];

/**
 * A trial for each month: accounts that upgraded for the first time in it beside those that could have and had not, all still there
 * at its end and not about to leave (nobody who has asked to leave upgrades), followed for `horizon` months. Months after the horizon's last closed one would be cut short, so trials stop before.
 */
export function monthlyTrials(sample: RiskSample, horizon: number, keep: (row: RiskMonth) => boolean = () => true) {
  const rows: TrialRow[] = [];
  for (const {id, weight, firstUpgrade, months} of sample.accounts) {
    months.forEach((row, i) => {
      if (!row.canUpgrade || row.left || row.month + horizon > sample.last || !keep(row)) return;
      if (firstUpgrade !== null && firstUpgrade < row.month) return;
      if (months[i + 1]?.leaving) return;
      let [exposure, events] = [0, 0];
      for (const later of months.slice(i + 1)) {
        if (later.month > row.month + horizon) break;
        exposure += later.canLeave;
        events += later.canLeave * later.left;
        if (later.left) break;
      }
      const x = covariates.map(([, value]) => value(row));
      rows.push({unit: id, treated: firstUpgrade === row.month, x, exposure, events, weight});
    });
  }
  const {kept, scaled} = usable(rows);
  const found = targetTrials(scaled);
  return {...found, balance: found.balance.map((one, k) => ({name: covariates[kept[k]!]![0], ...one}))};
}

/**
 * Odds of leaving in a month after the first upgrade beside before it, over the months in which an account could leave; the flag lags
 * a month. Plan, billing and size are those of the account's first month, since an upgrade changes them.
 */
export function leavingHazard(sample: RiskSample) {
  const rows: LogisticRow[] = sample.accounts.flatMap(({id, weight, firstUpgrade, months}) => {
    const [start] = months as [RiskMonth];
    const fixed = [start.rank ?? 0, Math.log1p(start.seats ?? 0)];
    return months
      .filter(({canLeave}) => canLeave)
      .map((row) => ({
        y: row.left === 1,
        x: [
          firstUpgrade !== null && firstUpgrade < row.month ? 1 : 0,
          ...fixed,
          row.term > 1 ? 1 : 0,
          Math.log1p(Math.max(0, row.tenure ?? 0)),
          row.month
        ],
        cluster: id,
        weight
      }));
  });
  const had = rows.filter(({x}) => x[0] === 1);
  const facts = {months: rows.length, left: rows.filter(({y}) => y).length, monthsUpgraded: had.length};
  const none = {...facts, leftUpgraded: had.filter(({y}) => y).length, ratio: null, lower: null, upper: null, p: null};
  if (none.leftUpgraded < 5) return {...none, reason: "fewer than five accounts that had upgraded left"};
  const {scaled, kept} = usable(rows);
  const flag = kept[0] === 0 ? logistic(scaled)?.coefficients[1] : undefined;
  if (!flag) return {...none, reason: "no model of leaving can be fitted"};
  return {...none, ratio: flag.ratio, lower: flag.lower, upper: flag.upper, p: flag.p, reason: null};
}

/** Use, as log(1 + quantity), before and after the first upgrade, beside accounts that had not upgraded. Null without use. */
export function useAround(sample: RiskSample, least: number) {
  const periods = sample.last - sample.first + 1;
  if (!(periods > 1)) return null;
  const values = new Float64Array(sample.accounts.length * periods).fill(NaN);
  sample.accounts.forEach(({months}, i) => {
    for (const {month, quantity, left} of months) {
      // A month in which the account left is not a whole one.
      if (quantity !== null && !left) values[i * periods + month - sample.first] = Math.log1p(Math.max(0, quantity));
    }
  });
  const groups = sample.accounts.map(({firstUpgrade}) => (firstUpgrade === null ? -1 : firstUpgrade - sample.first));
  const weights = sample.accounts.map(({weight}) => weight);
  const panel = {periods, groups, values, weights};
  const window = {from: -6, to: 6, least};
  const main = groupTime(panel, {...window, control: "not-yet", base: "universal"});
  if (!main || main.simple.treated < least) return null;
  const others = [
    {control: "never", base: "universal", anticipation: 0},
    {control: "not-yet", base: "varying", anticipation: 0},
    {control: "not-yet", base: "universal", anticipation: 2}
  ] as const;
  const variants = others.map((options) => ({
    ...options,
    ...groupTime(panel, {...window, ...options, draws: 1})?.simple
  }));
  const {events, critical, before, simple, groups: compared} = main;
  return {events, critical, before, simple, groups: compared.length, variants};
}

/** Rows with their covariates centred and scaled, without those that do not vary or that the ones before them explain. */
function usable<Row extends {x: readonly number[]}>(rows: readonly Row[]): {scaled: Row[]; kept: number[]} {
  const kept: number[] = [];
  const basis: Float64Array[] = [];
  const columns = (rows[0]?.x ?? []).map((_, k) => {
    const mean = rows.reduce((sum, row) => sum + row.x[k]!, 0) / rows.length;
    const column = Float64Array.from(rows, (row) => row.x[k]! - mean);
    const length = lengthOf(column);
    const rest = column.slice();
    for (const one of basis) {
      let along = 0;
      for (let i = 0; i < one.length; ++i) along += one[i]! * rest[i]!;
      for (let i = 0; i < one.length; ++i) rest[i]! -= along * one[i]!;
    }
    const size = lengthOf(rest);
    if (length > 0 && size > 1e-6 * length) {
      kept.push(k);
      basis.push(rest.map((value) => value / size));
    }
    // A flag keeps its unit, so that its coefficient is that of the flag.
    const isFlag = rows.every((row) => row.x[k] === 0 || row.x[k] === 1);
    return {column, scale: isFlag || length === 0 ? 1 : length / Math.sqrt(rows.length)};
  });
  const scaled = rows.map((row, i) => ({...row, x: kept.map((k) => columns[k]!.column[i]! / columns[k]!.scale)}));
  return {scaled, kept};
}

function lengthOf(column: Float64Array): number {
  return Math.sqrt(column.reduce((sum, value) => sum + value * value, 0));
}
