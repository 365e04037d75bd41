import {checkProbability} from "./arguments.js";

/**
 * The value above which a share of 1 − q of values lies, of all arms together: the cap of a winsorised metric, to be frozen with the plan.
 *
 * In the unit of the values; interpolated between order statistics as R's type 7, Excel's PERCENTILE.INC and DuckDB's quantile_cont do.
 * Null if there are none. Hyndman and Fan (1996), The American Statistician 50:361–365.
 *
 * quantileOf([4, 1, 3, 2], 0.75) // 3.25
 */
export function quantileOf(values: readonly number[], q: number): number | null {
  checkProbability(q);
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  if (sorted.some((value) => Number.isNaN(value))) throw new RangeError("invalid value: NaN");
  const at = (sorted.length - 1) * q;
  const below = Math.floor(at);
  const low = sorted[below]!;
  return at === below ? low : low + (at - below) * (sorted[below + 1]! - low);
}

/**
 * Values with those above the cap set to it; null keeps them as they are. Where a value lies is counted by the arm's own rows, the cap is not.
 *
 * winsorise([1, 5, 900], 20) // [1, 5, 20]
 */
export function winsorise(values: readonly number[], cap: number | null): number[] {
  if (Number.isNaN(cap)) throw new RangeError("invalid cap: NaN");
  return values.map((value) => (cap !== null && value > cap ? cap : value));
}
