/**
 * A replacer for JSON.stringify that keeps twelve significant digits, and takes what is nearer to 0 than 1e-12 for 0. A database
 * that adds up in parallel gives other last digits each time; the same data then give other files. Whole numbers stay as they are.
 *
 * JSON.stringify([0.1 + 0.2, -7.9e-16, 123456789012345], roundResult) // "[0.3,0,123456789012345]"
 */
export function roundResult(_key: string, value: unknown): unknown {
  if (typeof value !== "number" || !Number.isFinite(value) || Number.isInteger(value)) return value;
  return Math.abs(value) < 1e-12 ? 0 : Number(value.toPrecision(12));
}
