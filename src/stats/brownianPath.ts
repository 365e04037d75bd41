import {gaussLegendre} from "./gaussLegendre.js";
import {normalDensity, normalUpper} from "./normal.js";

/**
 * Where a Brownian path without drift is at `time`, if no boundary stopped it: places and the probability each stands for.
 * `isEven`: the same on both sides of 0.
 */
export type BrownianPath = {time: number; places: Float64Array; masses: Float64Array; isEven: boolean};

/**
 * A path before the first look: at 0 with certainty.
 *
 * startPath() // {time: 0, places: [0], masses: [1], isEven: true}
 */
export function startPath(): BrownianPath {
  return {time: 0, places: Float64Array.of(0), masses: Float64Array.of(1), isEven: true};
}

/**
 * The path at a later time, of those that then lie between two boundaries.
 *
 * Armitage, McPherson and Rowe's recursion (1969, JRSS A 132:235–244) by Gauss–Legendre with at least 80 nodes, more where the time
 * between looks is short for the width: 60 give bounds to 1e-10. Boundaries may be infinite; beyond 14 standard deviations nothing is kept.
 *
 * advance(startPath(), 1, -1, 1) // {time: 1, …}
 */
export function advance(path: BrownianPath, time: number, lower: number, upper: number): BrownianPath {
  const sd = Math.sqrt(time - path.time);
  const widest = 14 * Math.sqrt(time);
  const low = Math.max(lower, -widest);
  const half = (Math.min(upper, widest) - low) / 2;
  const rule = gaussLegendre(Math.max(80, 20 * Math.ceil((6 * half) / sd / 20)));
  const places = rule.nodes.map((node) => low + half * (1 + node));
  const scale = 1 / (sd * Math.sqrt(2 * Math.PI));
  const isEven = path.isEven && lower === -upper;
  const masses = new Float64Array(places.length);
  rule.weights.forEach((weight, i) => {
    const mirror = places.length - 1 - i;
    if (isEven && i > mirror) {
      masses[i] = masses[mirror]!;
      return;
    }
    let sum = 0;
    for (let j = 0; j < path.places.length; ++j) {
      const step = (places[i]! - path.places[j]!) / sd;
      const exponent = -0.5 * step * step;
      if (exponent > -90) sum += path.masses[j]! * Math.exp(exponent);
    }
    masses[i] = weight * half * scale * sum;
  });
  return {time, places, masses, isEven};
}

/**
 * The probability that a path, not stopped so far, lies above a bound at a later time; its `density` there, and the `slope` of the
 * probability against the drift.
 *
 * With a `drift` a unit of time, each place is weighed by the likelihood ratio exp(drift·b − drift²·time/2), so one path serves every
 * drift. For the probability below −bound turn the sign of the drift, if the boundaries so far were symmetric.
 *
 * crossing(startPath(), 1, 1.959963984540054) // {above: 0.025, density: 0.0584, slope: 0.0584}
 */
export function crossing(path: BrownianPath, time: number, bound: number, drift = 0) {
  const span = time - path.time;
  const sd = Math.sqrt(span);
  let above = 0;
  let density = 0;
  let lean = 0;
  for (let j = 0; j < path.places.length; ++j) {
    const place = path.places[j]!;
    const z = (bound - place - drift * span) / sd;
    if (z > 39) continue;
    const mass = path.masses[j]! * (drift === 0 ? 1 : Math.exp(drift * (place - (drift * path.time) / 2)));
    const tail = mass * normalUpper(z);
    above += tail;
    density += (mass * normalDensity(z)) / sd;
    lean += (place - drift * path.time) * tail;
  }
  return {above, density, slope: lean + span * density};
}
