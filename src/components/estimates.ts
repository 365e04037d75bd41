import type {Measure} from "../definitions.js";
import {definitions} from "../definitions.js";
import type {Change, SegmentChange} from "../results/change.js";
import {compareProportions} from "../stats/compareProportions.js";
import {mergeMoments, momentsOfRow} from "../stats/moments.js";
import {ratioOfSums} from "../stats/ratioOfSums.js";
import {keptRatio, retainedRatio} from "../stats/retainedRatio.js";
import {wilson} from "../stats/wilson.js";
import {total, type CubeCell} from "./cube.js";
import type {Selection} from "./filters.js";

import type {Site} from "./site.js";

/** An estimate made in the page from merged cells. */
export interface CellEstimate {
  value: number | null;
  lower: number | null;
  upper: number | null;
  n: number;
}

const none = {value: null, lower: null, upper: null};

/** Σy ÷ Σx, and the names of the two variables in the cube with that of their co-moment. */
export interface Ratio {
  y: string;
  x: string;
  xy: string;
  min?: number;
  max?: number;
}

/** A ratio of sums over the cells, as at build time: moments merge exactly, so any selection has its own interval. */
export function ratioOver(cells: readonly CubeCell[], {y, x, xy, min, max}: Ratio): CellEstimate {
  const {n, co} = momentsOver(cells, [y + y, x + x, xy]);
  const [sumY, sumX] = [total(cells, `sum_${y}`), total(cells, `sum_${x}`)];
  return estimate(n, n > 0 && ratioOfSums({n, sumY, sumX, yy: co[y + y]!, xx: co[x + x]!, xy: co[xy]!}, {min, max}));
}

/** The share of the money at the start, s, that is still there with growth: d is by how much less is. */
export function retainedOver(cells: readonly CubeCell[]): CellEstimate {
  const {n, co} = momentsOver(cells, ["ss", "dd", "sd"]);
  const [sumX, sumY] = [total(cells, "sum_s"), total(cells, "sum_d")];
  return estimate(n, n > 0 && retainedRatio({n, sumY, sumX, yy: co.dd!, xx: co.ss!, xy: co.sd!}));
}

/** The share of the money at the start that is still there without growth: m is kept, l lost. */
export function keptOver(cells: readonly CubeCell[]): CellEstimate {
  const {n, co} = momentsOver(cells, ["mm", "ll", "ml"]);
  const [kept, lost] = [total(cells, "sum_m"), total(cells, "sum_l")];
  return estimate(n, n > 0 && keptRatio({n, kept, lost, kk: co.mm!, ll: co.ll!, kl: co.ml!}));
}

const momentsOver = (cells: readonly CubeCell[], pairs: readonly string[]) =>
  mergeMoments(cells.map((cell) => momentsOfRow(cell.values, pairs)));

const estimate = (n: number, found: ReturnType<typeof ratioOfSums> | false): CellEstimate =>
  found ? {value: found.value, lower: found.lower, upper: found.upper, n} : {...none, n};

/** A share of counted units with its Wilson interval. */
export function shareOver(cells: readonly CubeCell[], part: string, whole: string): CellEstimate {
  const n = total(cells, whole);
  const x = total(cells, part);
  const interval = wilson(x, n);
  return interval ? {value: x / n, lower: interval[0], upper: interval[1], n} : {...none, n};
}

/** An estimate as a measure of the site, with the checks that stand behind it. */
export function asMeasure(
  id: string,
  period: string,
  segment: string | null,
  estimate: CellEstimate,
  site: Site,
  reason: string
): Measure {
  const failing = site.checks.failed
    .filter((check) => check.measures.includes(id) || check.measures.includes("all"))
    .map((check) => check.name);
  const {value, lower, upper, n} = estimate;
  const definition = definitions[id]!;
  return {
    id,
    period,
    segment,
    value,
    lower,
    upper,
    n,
    unit: definition.unit,
    method: definition.source,
    definition: `${definition.name}. ${definition.short} ${definition.formula}`,
    checks: failing.length ? failing.join(", ") : "ok",
    ...(value === null ? {reason} : {})
  };
}

/** How far a share moved between two months, with the interval and p of two shares. */
export function changeOfShares(
  now: CellEstimate,
  before: CellEstimate | undefined,
  period: string,
  against = "a year ago"
): Change | null {
  if (now.value === null || before?.value == null) return null;
  const counts = ({value, n}: CellEstimate) => ({x: Math.round(value! * n), n});
  const {difference, lower, upper, p} = compareProportions(counts(before), counts(now));
  const noise = lower === null || upper === null || (lower <= 0 && upper >= 0);
  return {value: difference, lower, upper, p, against, period, noise};
}

/**
 * The change that belongs to a selection: none where several filters are set, or where accounts are left out, since then it would
 * be that of other accounts than the page shows.
 */
export function changeFor(
  changes: readonly SegmentChange[] | undefined,
  id: string,
  selection: Selection,
  leftOut: number,
  lag = 12
): Change | null {
  const chosen = Object.entries(selection).filter(([, value]) => value !== null);
  if (chosen.length > 1 || leftOut > 0) return null;
  const [dimension, value] = chosen[0] ?? [null, null];
  const own = (changes ?? []).find(
    (c) => c.id === id && (c.lag ?? 12) === lag && c.dimension === dimension && c.value === value
  );
  return own?.change ?? null;
}
