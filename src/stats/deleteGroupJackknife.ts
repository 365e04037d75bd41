import {checkAlpha} from "./arguments.js";
import {tUpperQuantile} from "./studentT.js";

/**
 * The interval of an estimate from the same estimate made without each of several random groups of units in turn.
 *
 * In the unit of the estimate; t with one degree of freedom less than groups. A group without which there is no estimate is null and
 * is left out. Null for fewer than five that have one, or if all are equal. Units that belong together must be in one group.
 * Kott (2001), Journal of Official Statistics 17:521–526.
 *
 * deleteGroupJackknife(10, [9, 10, 11, 10, 10]) // [6.488, 13.512]
 */
export function deleteGroupJackknife(
  value: number,
  without: readonly (number | null)[],
  alpha = 0.05
): [lower: number, upper: number] | null {
  checkAlpha(alpha);
  const known = without.filter((each) => each !== null);
  const groups = known.length;
  if (groups < 5) return null;
  const mean = known.reduce((sum, each) => sum + each, 0) / groups;
  const squares = known.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  if (squares === 0) return null;
  const half = tUpperQuantile(alpha / 2, groups - 1) * Math.sqrt((squares * (groups - 1)) / groups);
  return [value - half, value + half];
}
