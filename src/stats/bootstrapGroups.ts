import {quantileSorted} from "simple-statistics";
import {checkAlpha, checkCount} from "./arguments.js";
import {random} from "./random.js";

/** One account: x, one or more y, and the numbers of the groups it belongs to. */
export interface GroupedRow {
  x: number;
  y: readonly number[];
  groups: readonly number[];
}

type Interval = {lower: number; upper: number; draws: number};

// The chance of at most k: a weight is how many of these a number in [0, 1) reaches. Beyond 12 lies less than 1e-10.
const cumulative = Array.from({length: 13}, (_, k) => {
  let [term, sum] = [Math.exp(-1), Math.exp(-1)];
  for (let i = 1; i <= k; ++i) sum += term /= i;
  return sum;
});

/**
 * Percentile intervals of Σy / Σx for every group and every y at once, from resampling accounts with Poisson weights of mean 1.
 *
 * In each draw an account has one weight, the same in all its groups, so that a company of 100,000 accounts and its segments cost one
 * pass a draw. For more than a few dozen accounts the intervals are those of drawing n accounts with replacement. The answer is by
 * group, then by y; null where Σx is 0 or fewer than two accounts belong to the group. Draws in which a group has no x have no ratio
 * and are left out; `draws` tells how many counted. The same seed gives the same intervals.
 * Hanley and MacGibbon (2006), Computer Methods and Programs in Biomedicine 83:57; Chamandy et al. (2012), Estimating Uncertainty for
 * Massive Data Streams, Google.
 *
 * bootstrapGroups([{x: 1, y: [1], groups: [0]}, {x: 1, y: [0], groups: [0]}, {x: 2, y: [1], groups: [0]}], 1)
 * // [[{lower: 0, upper: 1, draws: 1905}]]
 */
export function bootstrapGroups(
  rows: readonly GroupedRow[],
  groups: number,
  {draws = 2000, seed = 1, alpha = 0.05}: {draws?: number; seed?: number; alpha?: number} = {}
): (Interval | null)[][] {
  checkAlpha(alpha);
  checkCount("groups", groups);
  checkCount("draws", draws);
  const width = 1 + (rows[0]?.y.length ?? 0);
  const cells = cellsOf(rows);
  const own = new Float64Array(width);
  const ratios = Array.from({length: groups * (width - 1)}, () => [] as number[]);
  const next = random(seed);
  const sums = new Float64Array(groups * width);
  for (let draw = 0; draw < draws; ++draw) {
    addDraw(sums.fill(0), cells, own, next);
    for (let g = 0; g < groups; ++g) {
      const x = sums[g * width]!;
      if (x === 0) continue;
      for (let k = 1; k < width; ++k) ratios[g * (width - 1) + k - 1]!.push(sums[g * width + k]! / x);
    }
  }
  const members = new Array<number>(groups).fill(0);
  for (const {groups: own} of rows) for (const g of own) members[g]!++;
  const of = (g: number, k: number) => (members[g]! < 2 ? null : interval(ratios[g * (width - 1) + k]!, alpha));
  return members.map((_, g) => Array.from({length: width - 1}, (_, k) => of(g, k)));
}

function interval(ratios: number[], alpha: number): Interval | null {
  if (ratios.length === 0) return null;
  ratios.sort((a, b) => a - b);
  return {
    lower: quantileSorted(ratios, alpha / 2),
    upper: quantileSorted(ratios, 1 - alpha / 2),
    draws: ratios.length
  };
}

/** Rows of the same groups stand together, so that a draw adds to the groups once for all of them. */
interface Cell {
  groups: readonly number[];
  values: Float64Array;
}

function cellsOf(rows: readonly GroupedRow[]): Cell[] {
  const byGroups = new Map<string, GroupedRow[]>();
  for (const row of rows) {
    const key = row.groups.join();
    const same = byGroups.get(key);
    if (same) same.push(row);
    else byGroups.set(key, [row]);
  }
  return [...byGroups.values()].map((same) => ({
    groups: same[0]!.groups,
    values: Float64Array.from(same.flatMap(({x, y}) => [x, ...y]))
  }));
}

function addDraw(sums: Float64Array, cells: readonly Cell[], own: Float64Array, next: () => number): void {
  const width = own.length;
  for (const {groups, values} of cells) {
    own.fill(0);
    for (let i = 0; i < values.length; i += width) {
      const weight = poisson(next());
      if (weight === 0) continue;
      for (let k = 0; k < width; ++k) own[k]! += weight * values[i + k]!;
    }
    for (const g of groups) for (let k = 0; k < width; ++k) sums[g * width + k]! += own[k]!;
  }
}

function poisson(u: number): number {
  let weight = 0;
  while (weight < cumulative.length && u >= cumulative[weight]!) ++weight;
  return weight;
}
