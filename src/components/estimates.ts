import type {Measure} from "../definitions.js";
import {definitions} from "../definitions.js";
import {mergeMoments, momentsOfRow} from "../stats/moments.js";
import {normalUpperQuantile} from "../stats/normal.js";
import {ratioOfSums} from "../stats/ratioOfSums.js";
import {wilson} from "../stats/wilson.js";
import {total, type CubeCell} from "./cube.js";
import type {Change} from "./sentences.js";
import type {Site} from "./site.js";

/** An estimate made in the page from merged cells. */
export interface CellEstimate {
  value: number | null;
  lower: number | null;
  upper: number | null;
  se: number | null;
  n: number;
}

const none = {value: null, lower: null, upper: null, se: null};

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
  const pairs = [y + y, x + x, xy];
  const {n, co} = mergeMoments(cells.map((cell) => momentsOfRow(cell.values, pairs)));
  const [sumY, sumX] = [total(cells, `sum_${y}`), total(cells, `sum_${x}`)];
  const found = n === 0 ? null : ratioOfSums({n, sumY, sumX, yy: co[y + y]!, xx: co[x + x]!, xy: co[xy]!}, {min, max});
  return found ?? {...none, value: n > 0 && sumX > 0 ? sumY / sumX : null, n};
}

/** A share of counted units with its Wilson interval. */
export function shareOver(cells: readonly CubeCell[], part: string, whole: string): CellEstimate {
  const n = total(cells, whole);
  const x = total(cells, part);
  const interval = wilson(x, n);
  return interval
    ? {value: x / n, lower: interval[0], upper: interval[1], se: Math.sqrt((x * (n - x)) / n) / n, n}
    : {...none, n};
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
  const failing = site.checks.failed.filter((check) => check.measures.includes(id)).map((check) => check.name);
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
    definition: id,
    checks: failing.length ? failing.join(", ") : "ok",
    ...(value === null ? {reason} : {})
  };
}

/** The change between two windows that do not overlap; null where either is unknown. */
export function changeBetween(now: CellEstimate, before: CellEstimate | undefined, period: string): Change | null {
  if (now.value === null || before?.value == null) return null;
  const value = now.value - before.value;
  if (now.se === null || before.se === null)
    return {value, lower: null, upper: null, against: "a year ago", period, noise: true};
  const half = normalUpperQuantile(0.025) * Math.hypot(now.se, before.se);
  const [lower, upper] = [value - half, value + half];
  return {value, lower, upper, against: "a year ago", period, noise: lower <= 0 && upper >= 0};
}
