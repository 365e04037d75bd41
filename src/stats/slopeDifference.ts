import {checkCount} from "./arguments.js";
import {tTwoSided} from "./studentT.js";

/** Units of one arm at the same x, and of the same account where users of an account count together; `squares` is their Σ(y − ȳ)². */
export type SlopeCell = {x: number; n: number; sum: number; squares: number; cluster?: string | null};

const fewestClusters = 5;

/**
 * Whether the difference of two arms changes along x, such as the day of exposure: the slope of y in the variant less that in the control,
 * each by least squares, in the unit of y per unit of x.
 *
 * The error holds for unequal spread, as of conversions (sandwich with n/(n − 2), HC1). With clusters what an account pulls on both slopes
 * is squared as one, with G/(G − 1), whether or not it has users in both arms; `squares` is not needed then. p is by t with n − 4, or
 * G − 2, degrees of freedom. Null where x does not vary in an arm, for fewer than three units or five accounts an arm, and without spread.
 * White (1980), Econometrica 48:817–838; Liang and Zeger (1986), Biometrika 73:13–22.
 *
 * slopeDifference([0, 1].map((x) => ({x, n: 2, sum: 2, squares: 2})), [0, 1].map((x) => ({x, n: 2, sum: 2 + 4 * x, squares: 2})))
 * // {difference: 2, se: 2, z: 1, df: 4, p: 0.3739}
 */
export function slopeDifference(
  control: readonly SlopeCell[],
  variant: readonly SlopeCell[]
): {difference: number; se: number; z: number; df: number; p: number} | null {
  const [a, b] = [lineOf(control), lineOf(variant)];
  if (a === null || b === null) return null;
  const isClustered = [...control, ...variant].some(({cluster}) => cluster != null);
  const found = isClustered ? ofClusters(a, b) : {squared: a.squared + b.squared, df: a.n + b.n - 4};
  if (found === null || found.squared === 0) return null;
  const se = Math.sqrt(found.squared);
  const difference = b.slope - a.slope;
  const z = difference / se;
  return {difference, se, z, df: found.df, p: tTwoSided(z, found.df)};
}

interface Line {
  n: number;
  slope: number;
  squared: number;
  /** What each account pulls on the slope. */
  pulls: Map<string, number>;
}

function lineOf(cells: readonly SlopeCell[]): Line | null {
  const n = cells.reduce((total, cell) => total + checkCount("n", cell.n), 0);
  if (n < 3) return null;
  const centre = cells.reduce((total, cell) => total + cell.n * cell.x, 0) / n;
  const mean = cells.reduce((total, cell) => total + cell.sum, 0) / n;
  const spread = cells.reduce((total, cell) => total + cell.n * (cell.x - centre) ** 2, 0);
  if (!(spread > 0)) return null;
  const slope = cells.reduce((total, cell) => total + (cell.x - centre) * cell.sum, 0) / spread;
  const pulls = new Map<string, number>();
  let meat = 0;
  for (const {x, n: count, sum, squares, cluster} of cells) {
    if (count === 0) continue;
    const residual = sum - count * (mean + slope * (x - centre));
    meat += (x - centre) ** 2 * (checkCount("squares", squares) + residual ** 2 / count);
    if (cluster != null) pulls.set(cluster, (pulls.get(cluster) ?? 0) + ((x - centre) * residual) / spread);
  }
  return {n, slope, squared: ((meat / spread ** 2) * n) / (n - 2), pulls};
}

function ofClusters(control: Line, variant: Line): {squared: number; df: number} | null {
  if (Math.min(control.pulls.size, variant.pulls.size) < fewestClusters) return null;
  const clusters = new Set([...control.pulls.keys(), ...variant.pulls.keys()]);
  let squares = 0;
  for (const cluster of clusters)
    squares += ((variant.pulls.get(cluster) ?? 0) - (control.pulls.get(cluster) ?? 0)) ** 2;
  return {squared: (squares * clusters.size) / (clusters.size - 1), df: clusters.size - 2};
}
