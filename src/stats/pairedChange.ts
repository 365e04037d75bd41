import {mean, sampleVariance} from "simple-statistics";
import {meanInterval} from "./meanInterval.js";

/**
 * The mean change within accounts, from [before, after] pairs of scores, one an account, with its t interval.
 *
 * All in the unit of the scores. A change is not yet an effect: accounts chosen for a low score rise by themselves. Set
 * `matchedChange` beside it. Null if there are fewer than two pairs; lower and upper are null if all changed alike.
 *
 * pairedChange([[6, 8], [7, 7], [9, 10], [5, 9]]) // {n: 4, before: 6.75, after: 8.5, change: 1.75, lower: -0.9675, upper: 4.4675}
 */
export function pairedChange(
  pairs: readonly (readonly [before: number, after: number])[],
  alpha = 0.05
): {n: number; before: number; after: number; change: number; lower: number | null; upper: number | null} | null {
  if (pairs.length < 2) return null;
  const differences = pairs.map(([before, after]) => after - before);
  const change = meanInterval(
    {n: differences.length, mean: mean(differences), variance: sampleVariance(differences)},
    alpha
  );
  if (!change) return null;
  const before = mean(pairs.map((pair) => pair[0]));
  const after = mean(pairs.map((pair) => pair[1]));
  return {n: change.n, before, after, change: change.value, lower: change.lower, upper: change.upper};
}
