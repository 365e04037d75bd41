import type {Experiment, Look, MetricResult} from "../results/experiment.js";
import type {Contrast} from "../stats/compareContrast.js";
import {confidenceSequence, isBurnedIn, mixingVariance} from "../stats/confidenceSequence.js";
import {groupBoundaries} from "../stats/groupBoundaries.js";
import {normalUpper, normalUpperQuantile} from "../stats/normal.js";
import {remember} from "../stats/remember.js";
import {sequentialEstimate} from "../stats/sequentialEstimate.js";
import {tUpper, tUpperQuantile} from "../stats/studentT.js";
import type {Comparison} from "./comparison.js";

/** One look at one comparison: the difference, the bounds it must leave out 0 by, at its boundary and at any time. */
export interface LookReading {
  day: string;
  n: number;
  fraction: number | null;
  difference: number;
  se: number;
  /** The planned boundary in normal quantiles; null where no looks were planned. */
  bound: number | null;
  /** The same in standard errors: Student's quantile of the boundary's level, for errors that rest on few units or accounts. */
  z: number | null;
  /** Degrees of freedom of the standard error; Infinity where conversions are counted. */
  df: number;
  lower: number | null;
  upper: number | null;
  anyLower: number;
  anyUpper: number;
  anyP: number;
}

type Planned = Pick<Experiment, "status" | "looks" | "plannedUnits" | "spending">;

/** Power family of spending: alpha · fraction³. */
const power = 3;
/** What a confidence sequence is tuned for where no size was planned: a number that does not follow the data. */
const usualUnits = 1000;

/**
 * Every look at one variant, at the error left to this comparison: what a group-sequential plan and a confidence sequence say. The
 * mixing variance is that of the planned sample, so it is fixed by the plan: the variance of the first look, scaled to the units planned
 * (1,000 where none are). A look without a fraction is no planned one: it is read at any time, never at a boundary.
 */
export function readLooks(
  {status, looks, plannedUnits, spending}: Planned,
  metric: Pick<MetricResult, "looks" | "views">,
  variant: string,
  alpha: number
): LookReading[] {
  const seen = metric.looks.flatMap((look): (Look & {contrast: Contrast})[] => {
    const contrast = look.versus.find((one) => one.variant === variant)?.contrast;
    return contrast && contrast.squared > 0 ? [{...look, contrast}] : [];
  });
  const first = seen[0];
  if (!first) return [];
  const planned = plannedUnits ?? usualUnits;
  const tau2 = mixingVariance((first.contrast.squared * first.n) / planned, alpha);
  const boundaries = boundariesOf(seen, {status, looks, spending, alpha});
  const isCounted = metric.views[0]?.arms.every(({converted}) => converted !== null) ?? false;
  return seen.map(({day, n, fraction, contrast}) => {
    const se = Math.sqrt(contrast.squared);
    const df = isCounted ? Infinity : contrast.df;
    const sequence = confidenceSequence({difference: contrast.difference, variance: contrast.squared}, {tau2, alpha})!;
    const bound = (fraction === null ? null : boundaries.get(fraction)) ?? null;
    const z = bound === null ? null : tUpperQuantile(normalUpper(bound), df);
    return {
      ...{day, n, fraction, difference: contrast.difference, se, bound, z, df},
      lower: z === null ? null : contrast.difference - z * se,
      upper: z === null ? null : contrast.difference + z * se,
      ...{anyLower: sequence.lower, anyUpper: sequence.upper, anyP: sequence.p}
    };
  });
}

// All comparisons of a test have the same looks.
const knownBoundaries = remember(groupBoundaries);

/** The planned looks' boundaries by fraction. */
function boundariesOf(
  seen: readonly Look[],
  {status, looks, spending, alpha}: Pick<Planned, "status" | "looks" | "spending"> & {alpha: number}
): Map<number, number> {
  if (looks === null) return new Map();
  const fractions = seen.flatMap(({fraction}) => (fraction === null ? [] : [fraction]));
  const family = spending === "power" ? ({family: spending, power} as const) : ({family: spending} as const);
  const bounds = knownBoundaries(fractions, {alpha, ...family, overrun: "keep", isFinal: status === "finished"});
  return new Map(bounds.map(({z}, i) => [fractions[i]!, z]));
}

/** What the last look adds to a comparison. Nothing where the metric was not looked at. */
export function latestLook(
  experiment: Planned,
  comparison: Comparison,
  readings: readonly LookReading[],
  alpha: number
): Pick<Comparison, "sequential" | "anytime"> {
  const last = readings.at(-1);
  if (!last) return {sequential: null, anytime: null};
  const {nControl, nVariant, accounts, eventsControl, eventsVariant} = comparison;
  // Accounts that were dealt are the units the asymptotics need.
  const arms = [
    {n: accounts?.[0] ?? nControl, conversions: eventsControl ?? undefined},
    {n: accounts?.[1] ?? nVariant, conversions: eventsVariant ?? undefined}
  ];
  const leavesOut = (lower: number, upper: number) => lower > 0 || upper < 0;
  const burnedIn = arms.every(isBurnedIn);
  const anytime = {
    ...{lower: last.anyLower, upper: last.anyUpper, p: last.anyP, burnedIn},
    crossed: burnedIn && leavesOut(last.anyLower, last.anyUpper)
  };
  const planned = readings.filter(({z}) => z !== null);
  if (planned.length === 0) return {sequential: null, anytime};
  // The first crossing decides; what came in afterwards is an overrun and is shown, not tested again.
  const stopped = planned.findIndex(({lower, upper}) => leavesOut(lower!, upper!));
  const until = stopped < 0 ? planned : planned.slice(0, stopped + 1);
  const at = until.at(-1)!;
  // Made only for a primary metric of a test that has ended, by a look that crossed or by its last.
  const hasEnded = comparison.role === "primary" && (stopped >= 0 || experiment.status === "finished");
  const found = hasEnded ? afterStopping(until, last, alpha) : null;
  return {
    anytime,
    sequential: {
      ...{lower: at.lower!, upper: at.upper!, crossed: stopped >= 0, z: at.z!, fraction: at.fraction!},
      ...{look: until.length, looks: experiment.looks!},
      adjusted: found && {estimate: found.estimate, lower: found.lower, upper: found.upper},
      p: found?.p ?? null
    }
  };
}

// What a reader moves changes alpha, not what was seen.
const knownEstimate = remember(sequentialEstimate);

/**
 * The estimate that allows for the chance to stop. Units that came in after the stop are part of it: the look that crossed is left out
 * and what is known now stands in its place (Whitehead 1992, Controlled Clinical Trials 13:106–121; Sooriyarachchi et al. 2003,
 * Statistics in Medicine 22:699–715, deletion method).
 */
function afterStopping(until: readonly LookReading[], last: LookReading, alpha: number) {
  const at = until.at(-1)!;
  const isOverrun = last.n > at.n;
  const end = isOverrun ? {...last, fraction: (at.fraction! * last.n) / at.n, bound: at.bound} : at;
  const path = [...until.slice(0, -1), end].map(({fraction, bound}) => ({fraction: fraction!, z: bound!}));
  // The error as large as makes the normal p that of Student's t.
  const z = normalUpperQuantile(Math.max(1e-300, tUpper(Math.abs(end.difference) / end.se, end.df)));
  const se = end.difference === 0 ? end.se : Math.abs(end.difference) / z;
  return knownEstimate(path, {difference: end.difference, se, alpha, isFinal: true})?.adjusted ?? null;
}
