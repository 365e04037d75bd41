import {checkAlpha} from "./arguments.js";
import {crossing} from "./brownianPath.js";
import type {Look} from "./groupBoundaries.js";
import {driftAt, pathsTo} from "./groupPower.js";
import {remember} from "./remember.js";

/** The estimate of a test that has ended, in the unit of the difference; p is two-sided. */
export type StagewiseEstimate = {estimate: number; lower: number; upper: number; p: number};

/**
 * What a two-sided group-sequential test says at its last look so far, of a `difference` with standard error `se`.
 *
 * `repeated` is difference ± z·se with the look's boundary: it holds at all looks at once, whether one stops or not. `adjusted` is for
 * a test that has ended, because it `crossed` its boundary or because `isFinal`; it is null before. Then the difference itself is too
 * far out on average, and `adjusted` is median-unbiased: the truth under which what was seen, or more, has probability ½, with the
 * interval and p of the same ordering (an earlier stop is more, then a larger z). p is at
 * most the alpha spent by that look exactly if it crossed.
 * `looks` are those made, of which only the ratios of the fractions count, the last belonging to the difference.
 * Null if the standard error is 0. Tsiatis, Rosner and Mehta (1984), Biometrics 40:797–803; Jennison and Turnbull (2000), §8.4–8.5.
 *
 * sequentialEstimate([{fraction: 0.5, z: 2.9626}], {difference: 0.03, se: 0.009, alpha: 0.05})
 * // {repeated: [0.00334, 0.05666], crossed: true, adjusted: {estimate: 0.03, lower: 0.01236, upper: 0.04764, p: 0.000858}}
 */
export function sequentialEstimate(
  looks: readonly Pick<Look, "fraction" | "z">[],
  {difference, se, alpha = 0.05, isFinal = false}: {difference: number; se: number; alpha?: number; isFinal?: boolean}
): {repeated: [lower: number, upper: number]; crossed: boolean; adjusted: StagewiseEstimate | null} | null {
  checkAlpha(alpha);
  const last = looks.at(-1);
  if (last === undefined) throw new RangeError("missing looks");
  if (!(se >= 0)) throw new RangeError(`invalid se: ${se}`);
  if (se === 0) return null;
  const z = difference / se;
  const crossed = Math.abs(z) >= last.z;
  const repeated: [number, number] = [difference - last.z * se, difference + last.z * se];
  if (!crossed && !isFinal) return {repeated, crossed, adjusted: null};
  return {repeated, crossed, adjusted: stagewise(looks, z, se, alpha)};
}

function stagewise(looks: readonly Pick<Look, "fraction" | "z">[], z: number, se: number, alpha: number) {
  const {crossings, p} = seenOrMore(looks, z);
  const [low, middle, high] = [alpha / 2, 0.5, 1 - alpha / 2].map(
    (probability) => driftOf(crossings, probability, z) * se
  );
  return {estimate: middle!, lower: Math.min(low!, high!), upper: Math.max(low!, high!), p};
}

type Crossings = Parameters<typeof driftAt>[0];

function driftOf(crossings: Crossings, probability: number, z: number): number {
  return (z < 0 ? -1 : 1) * driftAt(crossings, probability, -12, Math.abs(z) + 12);
}

/**
 * The ways to what was seen or more, on the side it was seen on, and its two-sided p without a drift. In units of the standard error at
 * the last look: fractions are divided by the last, and the drift is that of one unit.
 */
function seenOrMore(looks: readonly Pick<Look, "fraction" | "z">[], z: number): {crossings: Crossings; p: number} {
  const last = looks.at(-1)!.fraction;
  // A look that repeats the one before it is the same look; the later has the data.
  const own = looks
    .map((look) => ({fraction: look.fraction / last, z: look.z}))
    .filter(({fraction}, i, all) => fraction > 0 && !(all[i + 1] && all[i + 1]!.fraction - fraction < 1e-5));
  const paths = knownPaths(own);
  const crossings = own.map(({fraction, z: bound}, i) => ({
    path: paths[i]!,
    time: fraction,
    bound: i === own.length - 1 ? Math.abs(z) : bound * Math.sqrt(fraction)
  }));
  const more = crossings.reduce((sum, {path, time, bound}) => sum + crossing(path, time, bound).above, 0);
  return {crossings, p: Math.min(1, 2 * Math.min(more, 1 - more))};
}

// All comparisons of a test have the same looks.
const knownPaths = remember((looks: readonly Pick<Look, "fraction" | "z">[]) => pathsTo(looks));
