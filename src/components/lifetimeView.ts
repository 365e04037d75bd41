import {meanInterval} from "../stats/meanInterval.js";
import {mergeMoments, momentsOfRow} from "../stats/moments.js";
import {cellsFor, select, total, type Cube, type CubeCell} from "./cube.js";
import type {Selection} from "./filters.js";
import type {LifetimeResult, LifetimeValues, Value} from "./lifetimeFigures.js";
import type {Site} from "./site.js";

/** What does not add up over groups, made for one value of one dimension when the site is built. */
export interface LifetimeSegment extends Omit<LifetimeValues, "realised" | "simple"> {
  dimension: string;
  value: string;
  simple: Value | null;
}

/** The months by whose end a value is realised stand where a cube has its months. */
export type LifetimeCells = Cube;

export interface LifetimeView extends LifetimeValues {
  margin: number;
  discountAnnual: number;
  fromPayments: boolean;
  /** How many filters are set. */
  filters: number;
}

/** The values of a customer of one selection; those that need a model or a curve under a single filter only. */
export function lifetimeView(
  result: LifetimeResult,
  selection: Selection,
  site: Pick<Site, "minCell" | "minorPerMajor">
): LifetimeView {
  const {margin, discountAnnual, fromPayments, segments, cells, ...company} = result;
  const chosen = Object.entries(selection).filter(([, value]) => value !== null);
  const common = {margin, discountAnnual, fromPayments, filters: chosen.length};
  if (chosen.length === 0) return {...common, ...company};
  const {kept, unknown} = select(cellsFor(cells, selection), selection);
  const realised = company.realised.map(({age}) => {
    const at = (list: readonly CubeCell[]) => list.filter(({month}) => month === String(age));
    return {age, ...realisedOf(at(kept), total(at(unknown), "n"), age, margin, site)};
  });
  const [dimension, value] = chosen[0]!;
  const own = chosen.length === 1 ? segments.find((s) => s.dimension === dimension && s.value === value) : undefined;
  const none = (reason: string) => ({value: null, lower: null, upper: null, n: null, reason});
  const few = `fewer than ${site.minCell} accounts`;
  const missing = none(chosen.length > 1 ? "computed for one filter at a time" : few);
  return {
    ...common,
    realised,
    restricted: own?.restricted ?? {...missing, horizon: company.restricted.horizon, reached: 0},
    renewals: own?.renewals ?? [],
    simple: own ? (own.simple ?? none(`${few} pay now`)) : missing
  };
}

/** The mean over accounts with its t interval, as when the site is built: moments merge exactly. */
function realisedOf(
  cells: readonly CubeCell[],
  leftOut: number,
  age: number,
  margin: number,
  {minCell, minorPerMajor}: Pick<Site, "minCell" | "minorPerMajor">
): Value & {leftOut: number} {
  const {n, mean, co} = mergeMoments(cells.map((cell) => momentsOfRow(cell.values, ["vv"])));
  const none = {value: null, lower: null, upper: null, n, leftOut};
  if (n < minCell)
    return {
      ...none,
      reason:
        leftOut > 0 ? "the groups here are too small to show" : `fewer than ${minCell} accounts are ${age} months old`
    };
  if (total(cells, "known") < n) return {...none, reason: "a payment has no exchange rate"};
  const unit = margin / minorPerMajor;
  const interval = meanInterval({n, mean: mean.v!, variance: n > 1 ? co.vv! / (n - 1) : null});
  return {
    value: mean.v! * unit,
    lower: interval?.lower == null ? null : Math.max(0, interval.lower * unit),
    upper: interval?.upper == null ? null : interval.upper * unit,
    n,
    leftOut
  };
}
