import {squaredError, type Sample} from "./welch.js";

/**
 * Fieller's interval for the lift, (variant − control) / |control| of two independent means.
 *
 * `critical` is the quantile of the interval for the difference: with Welch's, the lift's interval leaves out 0 exactly when the
 * difference's does. `g` tells how near the control's mean is to 0 for its noise. Null if g ≥ 1: the interval has no end.
 * Fieller (1954), JRSS B 16:175–185.
 *
 * fieller({n: 1000, mean: 0.1, variance: 0.09}, {n: 1000, mean: 0.14, variance: 0.1204}, 1.959963984540054)
 * // {lower: 0.1028, upper: 0.7974, g: 0.0346}
 */
export function fieller(
  control: Sample,
  variant: Sample,
  critical: number
): {lower: number; upper: number; g: number} | null {
  const a = squaredError(control);
  const b = squaredError(variant);
  if (a === null || b === null) return null;
  const base = control.mean;
  const squared = critical * critical;
  const remaining = base * base - squared * a;
  if (!(remaining > 0)) return null;
  // The roots of remaining·r² − 2·middle·r + product = 0. The product is in factors so that its sign is that of
  // |difference| − critical·se, as `welch` rounds it; the second root comes from it so that it has that sign too.
  const difference = variant.mean - base;
  const half = critical * Math.sqrt(a + b);
  const product = (Math.abs(difference) - half) * (Math.abs(difference) + half);
  const middle = difference * base + squared * a;
  const root = critical * Math.sqrt(b * remaining + variant.mean ** 2 * a);
  const outer = middle + (middle < 0 ? -root : root);
  const roots = [outer / remaining, outer === 0 ? 0 : product / outer].map((r) => r * Math.sign(base));
  return {lower: Math.min(...roots), upper: Math.max(...roots), g: (squared * a) / (base * base)};
}
