/**
 * The argument at which `isBelow` turns from true to false, for a predicate that is true at `low` and false at `high`.
 *
 * Both ends are taken on trust and never asked for, and of the two last candidates the one farther from 0 is returned: a limit
 * lies on the side of 0 it was sought on, whatever the rounding. Runs until the ends are within `resolution`, by default until
 * there is no number between them.
 *
 * bisect((x) => x * x < 2, 1, 2) // 1.4142135623730951
 */
export function bisect(isBelow: (x: number) => boolean, low: number, high: number, resolution = 0): number {
  while (high - low > resolution) {
    const middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) break;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return Math.abs(low) < Math.abs(high) ? high : low;
}

/**
 * The root of a function that rises from `low` to `high`, by Newton steps kept inside the bracket.
 *
 * `f` returns the value and the slope. Ends with the first Newton step below 1e-10 of the argument: what is left after it is
 * the square of that, which is below rounding.
 *
 * solve((x) => [x * x - 2, 2 * x], 0, 2, 1) // 1.4142135623730951
 */
export function solve(f: (x: number) => readonly [number, number], low: number, high: number, start: number): number {
  let x = start > low && start < high ? start : low + (high - low) / 2;
  for (let i = 0; i < 400; ++i) {
    const [value, slope] = f(x);
    if (value === 0) return x;
    if (value < 0) low = x;
    else high = x;
    const newton = x - value / slope;
    if (Math.abs(newton - x) <= 1e-10 * Math.abs(newton) + 1e-17) return newton;
    x = newton > low && newton < high ? newton : low + (high - low) / 2;
    if (!(x > low && x < high)) return x;
  }
  return x;
}
