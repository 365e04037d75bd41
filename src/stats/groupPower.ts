import {checkAlpha} from "./arguments.js";
import {type BrownianPath, advance, crossing, startPath} from "./brownianPath.js";
import {type Look, type LookOptions, groupBoundaries} from "./groupBoundaries.js";
import {normalUpperQuantile} from "./normal.js";
import {solve} from "./solve.js";

/**
 * What a group-sequential test does if the truth is `drift`: the z it is expected to have at information fraction 1.
 *
 * `power` is the probability of stopping above (on the side of a positive drift), `wrong` of stopping below; `stops` has both for each
 * look. `expected` is the mean information fraction at the end. Jennison and Turnbull (2000), Group Sequential Methods, section 19.3.
 *
 * groupPower([{fraction: 0.5, z: 2.963}, {fraction: 1, z: 1.969}], 2.8) // {power: 0.798, wrong: 0.0000013, expected: 0.9186, …}
 */
export function groupPower(looks: readonly Pick<Look, "fraction" | "z">[], drift: number, sides: 1 | 2 = 2) {
  const stops = pathsTo(looks, sides).map((path, i) => {
    const {fraction, z} = looks[i]!;
    if (fraction <= path.time) return {above: 0, below: 0};
    const bound = z * Math.sqrt(fraction);
    const below = sides === 2 ? crossing(path, fraction, bound, -drift).above : 0;
    return {above: crossing(path, fraction, bound, drift).above, below};
  });
  const power = stops.reduce((sum, {above}) => sum + above, 0);
  const wrong = stops.reduce((sum, {below}) => sum + below, 0);
  const early = stops.reduce((sum, {above, below}, i) => sum + (above + below) * looks[i]!.fraction, 0);
  return {power, wrong, expected: early + (1 - power - wrong) * (looks.at(-1)?.fraction ?? 0), stops};
}

/**
 * The information a group-sequential test needs for its power, divided by what a single look at the end needs.
 *
 * Multiply a fixed sample size by it. `fractions` are the planned looks, the last of them 1; `power` is the probability of stopping
 * on the side of the truth. Jennison and Turnbull (2000), tables 2.2 and 2.4.
 *
 * sequentialInflation([0.25, 0.5, 0.75, 1], {alpha: 0.05, power: 0.8}) // 1.01964
 */
export function sequentialInflation(
  fractions: readonly number[],
  {power = 0.8, ...options}: LookOptions & {power?: number} = {}
): number {
  const {alpha = 0.05, sides = 2} = options;
  checkAlpha(power);
  const fixed = normalUpperQuantile(alpha / sides) + normalUpperQuantile(1 - power);
  return (driftForPower(groupBoundaries(fractions, options), power, sides) / fixed) ** 2;
}

/**
 * The drift (expected z at information fraction 1) at which a group-sequential test has the power.
 *
 * driftForPower([{fraction: 1, z: 1.959963984540054}], 0.8) // 2.8015852
 */
export function driftForPower(looks: readonly Pick<Look, "fraction" | "z">[], power: number, sides: 1 | 2 = 2): number {
  const paths = pathsTo(looks, sides);
  const crossings = looks.flatMap(({fraction, z}, i) =>
    fraction > paths[i]!.time ? [{path: paths[i]!, time: fraction, bound: z * Math.sqrt(fraction)}] : []
  );
  return driftAt(crossings, power, 0, 40);
}

/**
 * The drift in (low, high) at which the bounds are crossed with a probability, each by the path that reaches it.
 *
 * driftAt([{path: pathsTo([{fraction: 1, z: 2}])[0], time: 1, bound: 1.959963984540054}], 0.5, 0, 10) // 1.959963984540054
 */
export function driftAt(
  crossings: readonly {path: BrownianPath; time: number; bound: number}[],
  probability: number,
  low: number,
  high: number
): number {
  return solve(
    (drift) =>
      crossings.reduce<[number, number]>(
        ([value, rise], {path, time, bound}) => {
          const {above, slope} = crossing(path, time, bound, drift);
          return [value + above, rise + slope];
        },
        [-probability, 0]
      ),
    low,
    high,
    crossings.at(-1)!.bound - normalUpperQuantile(probability)
  );
}

/**
 * The paths that reach each look without being stopped, as they were at the look before it.
 *
 * pathsTo([{fraction: 1, z: 2}]) // [{time: 0, …}]
 */
export function pathsTo(looks: readonly Pick<Look, "fraction" | "z">[], sides: 1 | 2 = 2): BrownianPath[] {
  let path = startPath();
  return looks.map(({fraction, z}, i) => {
    const before = path;
    // A look that repeats the one before, or is the last, leads nowhere.
    if (fraction > path.time && i < looks.length - 1) {
      const bound = z * Math.sqrt(fraction);
      path = advance(path, fraction, sides === 2 ? -bound : -Infinity, bound);
    }
    return before;
  });
}
