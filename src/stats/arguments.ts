/**
 * The argument itself if it is a level strictly between 0 and 1; otherwise throws.
 *
 * checkAlpha(0.05) // 0.05
 */
export function checkAlpha(alpha: number): number {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`invalid alpha: ${alpha}`);
  return alpha;
}

/**
 * The argument itself if it is a finite number of at least zero; otherwise throws, naming the argument.
 * Whole numbers are not asked for: weighted counts are counts too.
 *
 * checkCount("n", 12) // 12
 */
export function checkCount(name: string, value: number): number {
  if (!(value >= 0 && value < Infinity)) throw new RangeError(`invalid ${name}: ${value}`);
  return value;
}

/**
 * The argument itself if 0 ≤ successes ≤ n; otherwise throws.
 *
 * checkSuccesses(3, 10) // 3
 */
export function checkSuccesses(successes: number, n: number): number {
  checkCount("n", n);
  if (!(successes >= 0 && successes <= n)) throw new RangeError(`invalid successes: ${successes}`);
  return successes;
}

/**
 * The argument itself if it is a probability, 0 and 1 included; otherwise throws.
 *
 * checkProbability(0.3) // 0.3
 */
export function checkProbability(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`invalid probability: ${p}`);
  return p;
}
