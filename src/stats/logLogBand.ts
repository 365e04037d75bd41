/**
 * Interval for a probability from its standard error, symmetric for log(−log p), so that it stays within 0 and 1.
 *
 * `z` is the normal quantile of the level. Null at 0 and 1, where the logarithms end, and without a standard error.
 * Kalbfleisch and Prentice (1980), The Statistical Analysis of Failure Time Data, §1.3.
 *
 * logLogBand(0.75, 0.2165, 1.96) // [0.128, 0.961]
 */
export function logLogBand(p: number, se: number | null, z: number): [lower: number, upper: number] | null {
  if (se === null || !(p > 0 && p < 1)) return null;
  const half = Math.abs((z * se) / (p * Math.log(p)));
  return [p ** Math.exp(half), p ** Math.exp(-half)];
}
