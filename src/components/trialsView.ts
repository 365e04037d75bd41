import type {Measure} from "../definitions.js";
import {aalenJohansen} from "../stats/aalenJohansen.js";
import {riskTable} from "../stats/riskTable.js";
import {wilson} from "../stats/wilson.js";
import type {Cohort} from "./cohortBars.js";
import {byMonth, cellsFor, cubeCells, monthsOf, select, total, type Cube, type CubeCell} from "./cube.js";
import type {Selection} from "./filters.js";
import {addMonths} from "./format.js";
import type {IntervalRow} from "./intervalChart.js";
import {pickOf} from "./rowPicks.js";
import {dimensionLabel, keyLabel} from "./site.js";
import type {StepPoint} from "./stepCurve.js";
import {afterRows, feedbackRows, type AfterRow, type FeedbackRow} from "./trialsAfter.js";
import {countsFor, namedCounts, type Counts, type TrialCube} from "./trialCounts.js";
import {effortRows, share, winMinutes, winRows, type Minutes, type Share, type WinRow} from "./trialsWins.js";

export interface TrialsResult {
  windowDays: number;
  landmarkDays: number[];
  effortMinutes: number[];
  afterDays: number[];
  milestones: {id: string; name: string}[];
  /** The milestone that setup leads to. */
  firstWin: string | null;
  dimensions: string[];
  values: Record<string, string[]>;
  months: Cube;
  cells: Record<"year" | "times" | "wins" | "setup" | "after" | "feedback", TrialCube>;
  cohorts: Cohort[];
  headline: Measure;
  open: Measure;
  time: Measure;
  pendingNow: number;
  runningNow: number;
}

export interface TrialsView {
  cohorts: Cohort[];
  /** Share paid for of the last twelve mature cohorts. */
  paid: Share;
  pending: number;
  groups: IntervalRow[];
  /** Share paid for by day, open trials at risk until the last day seen. */
  curve: StepPoint[];
  /** Trials behind the curve, and those of them that are still open. */
  trials: number;
  open: number;
  wins: WinRow[];
  minutes: Minutes;
  effort: IntervalRow[];
  after: AfterRow[];
  feedback: FeedbackRow[];
  /** Trials in groups too small to show, which the selection may or may not hold, by kind of count. */
  leftOut: {cohorts: number} & Record<keyof TrialsResult["cells"], number>;
}

/** Everything the trials page shows, for one selection; every number is made from the counts of the groups it holds. */
export function trialsView(result: TrialsResult, selection: Selection, minCell: number): TrialsView {
  const {months, cells, windowDays, dimensions, values} = result;
  const {kept, unknown} = select(cellsFor(months, selection), selection);
  // Months of which more is hidden than seen say little of the selection.
  const tellsMonths = total(unknown, "n") <= total(kept, "n");
  const found = Object.fromEntries(
    Object.entries(cells).map(([kind, cube]) => [kind, countsFor(cube, selection)])
  ) as Record<keyof TrialsResult["cells"], Counts>;
  const times = exits(found.times);
  const at = (counts: Counts, name: string) => counts.values[name] ?? 0;
  const rateOf = (counts: Counts) => share(at(counts, "paid"), at(counts, "begun"));
  return {
    cohorts: tellsMonths ? cohortsOf(months, kept, unknown) : [],
    paid: rateOf(found.year),
    pending: at(found.year, "pending"),
    groups: dimensions.flatMap((dimension) =>
      (values[dimension] ?? []).flatMap((value) => {
        const one = {...selection, [dimension]: value};
        const own = rateOf(countsFor(cells.year, one));
        const pick = pickOf(dimension, value, selection);
        return own.n < minCell ? [] : [{name: keyLabel(value), group: dimensionLabel(dimension), pick, ...own}];
      })
    ),
    curve: paidCurve(times, windowDays),
    trials: times.reduce((sum, {weight}) => sum + weight, 0),
    open: times.filter(({cause}) => cause === 0).reduce((sum, {weight}) => sum + weight, 0),
    wins: winRows(found.wins, result, minCell),
    minutes: winMinutes(found.setup),
    effort: effortRows(found.setup, result, minCell),
    after: afterRows(found.after, result, minCell),
    feedback: feedbackRows(found.feedback, minCell),
    leftOut: {
      cohorts: total(unknown, "n"),
      ...(Object.fromEntries(Object.entries(found).map(([kind, {leftOut}]) => [kind, leftOut])) as Record<
        keyof TrialsResult["cells"],
        number
      >)
    }
  };
}

/** Every month from the first to the last that any trial began in, also where the selection has none that can be shown. */
function cohortsOf(months: Cube, kept: readonly CubeCell[], unknown: readonly CubeCell[]): Cohort[] {
  if (!kept.length) return [];
  const all = monthsOf(cubeCells(months));
  const [shown, pooled] = [byMonth(kept), byMonth(unknown)];
  const found: Cohort[] = [];
  for (let month = all[0]!; month <= all.at(-1)!; month = addMonths(month, 1))
    found.push({...cohort(month, shown.get(month) ?? []), hidden: !shown.has(month) && pooled.has(month)});
  return found;
}

/** A month of starts; its share has a value once the window of its last trial is over. */
function cohort(month: string, cells: readonly CubeCell[]): Cohort {
  const [started, converted] = [total(cells, "n"), total(cells, "converted")];
  const mature = started > 0 && total(cells, "mature") === started;
  const interval = mature ? wilson(converted, started) : null;
  return {
    month,
    started,
    converted,
    pending: total(cells, "pending"),
    abandoned: total(cells, "abandoned"),
    mature,
    rate: mature ? converted / started : null,
    lower: interval?.[0] ?? null,
    upper: interval?.[1] ?? null
  };
}

const causes: Record<string, number> = {open: 0, paid: 1, unpaid: 2};

function exits(counts: Counts): {exit: number; cause: number; weight: number}[] {
  return namedCounts(counts).flatMap(({parts: [what, day], count}) =>
    what! in causes ? [{exit: Number(day), cause: causes[what!]!, weight: count}] : []
  );
}

/** At least as many trials must be at risk for a point to be drawn. */
const leastAtRisk = 10;

function paidCurve(times: ReturnType<typeof exits>, windowDays: number): StepPoint[] {
  const steps = riskTable(times, 2);
  const found = aalenJohansen(steps).filter(({atRisk, time}) => atRisk >= leastAtRisk && time <= windowDays);
  return found.map(({time, atRisk, causes: [paid]}) => ({
    at: time,
    value: paid!.incidence,
    lower: paid!.lower,
    upper: paid!.upper,
    atRisk
  }));
}
