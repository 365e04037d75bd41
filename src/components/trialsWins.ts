import {aalenJohansen} from "../stats/aalenJohansen.js";
import {benjaminiHochberg} from "../stats/adjustP.js";
import {compareProportions} from "../stats/compareProportions.js";
import {riskTable} from "../stats/riskTable.js";
import {wilson} from "../stats/wilson.js";
import type {IntervalRow} from "./intervalChart.js";
import type {StepPoint} from "./stepCurve.js";
import {namedCounts, type Counts} from "./trialCounts.js";

/** A share of trials that are paid for, with its Wilson interval. */
export interface Share {
  value: number | null;
  lower: number | null;
  upper: number | null;
  n: number;
}

export function share(paid: number, n: number): Share {
  const interval = wilson(paid, n);
  return {value: n > 0 ? paid / n : null, lower: interval?.[0] ?? null, upper: interval?.[1] ?? null, n};
}

/** Trials unpaid at the end of a day, by whether they had reached a milestone by then. */
export interface WinRow {
  name: string;
  day: number;
  reached: Share;
  not: Share;
  /** Reached less not reached. */
  difference: {value: number | null; lower: number | null; upper: number | null};
  /** Adjusted over all milestones and days of the page (Benjamini–Hochberg). */
  p: number | null;
  /** Trials paid for by then, which are in neither group. */
  earlier: number;
}

interface Plan {
  landmarkDays: number[];
  effortMinutes: number[];
  milestones: {id: string; name: string}[];
}

/** Milestones and days where both groups are large enough to be shown. */
export function winRows({values}: Counts, {milestones, landmarkDays}: Plan, minCell: number): WinRow[] {
  const at = (name: string) => values[name] ?? 0;
  const rows = landmarkDays.flatMap((day) =>
    milestones.flatMap(({id, name}) => {
      const group = (what: string) => ({x: at(`${id}|${day}|${what}|paid`), n: at(`${id}|${day}|${what}`)});
      const [reached, not] = [group("reached"), group("not reached")];
      if (Math.min(reached.n, not.n) < minCell) return [];
      const {difference, lower, upper, p} = compareProportions(not, reached);
      return [
        {
          name,
          day,
          reached: share(reached.x, reached.n),
          not: share(not.x, not.n),
          difference: {value: difference, lower, upper},
          p,
          earlier: at(`${id}|${day}|earlier`)
        }
      ];
    })
  );
  const adjusted = benjaminiHochberg(rows.map(({p}) => p));
  return rows.map((row, i) => ({...row, p: adjusted[i] ?? null}));
}

/** Minutes of setup until the first win: quartiles of all trials with their intervals, null where so many never get there. */
export interface Minutes {
  trials: number;
  won: number;
  quartiles: {share: number; value: number | null; lower: number | null; upper: number | null}[];
  /** Share that has its first win by a number of minutes. */
  curve: StepPoint[];
}

const fates: Record<string, number> = {open: 0, won: 1, ended: 2};

/** A trial that ended without a win can have none any more and stays in the share; one that still runs is at risk up to now. */
export function winMinutes(counts: Counts): Minutes {
  const exits = namedCounts(counts).flatMap(({parts: [fate, minutes], count}) =>
    fate! in fates ? [{exit: Number(minutes), cause: fates[fate!]!, weight: count}] : []
  );
  const of = (some: typeof exits) => some.reduce((sum, {weight}) => sum + weight, 0);
  const running = exits.some(({cause}) => cause === 0);
  const steps = aalenJohansen(riskTable(exits, 2)).map(({time, atRisk, causes: [won]}) => ({
    at: time,
    value: won!.incidence,
    lower: won!.lower,
    upper: won!.upper,
    atRisk
  }));
  const first = (key: "value" | "lower" | "upper", part: number) =>
    steps.find((step) => step[key] !== null && step[key] >= part - 1e-12)?.at ?? null;
  return {
    trials: of(exits),
    won: of(exits.filter(({cause}) => cause === 1)),
    quartiles: [0.25, 0.5, 0.75].map((part) => ({
      share: part,
      value: first("value", part),
      lower: first("upper", part),
      upper: first("lower", part)
    })),
    // Where none runs any more every point rests on all trials, however few are left at it.
    curve: steps.filter(({atRisk}) => !running || atRisk >= 10)
  };
}

/** Conversion by minutes of setup in the first days, of trials not paid for by their end. */
export function effortRows({values}: Counts, {effortMinutes}: Plan, minCell: number): IntervalRow[] {
  const bands = [
    {id: "none", name: "No setup"},
    {id: "less", name: `Under ${effortMinutes[0]} minutes`},
    ...effortMinutes.map((from, i) => ({
      id: `from ${from}`,
      name: i + 1 < effortMinutes.length ? `${from} to ${effortMinutes[i + 1]} minutes` : `${from} minutes or more`
    }))
  ];
  return bands
    .map(({id, name}) => ({name, ...share(values[`effort|${id}|paid`] ?? 0, values[`effort|${id}`] ?? 0)}))
    .filter(({n}) => n >= minCell);
}
