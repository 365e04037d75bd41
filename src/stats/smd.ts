/** A covariate of one row, on which side it is, its weight and the weight it has by itself. */
export interface SmdPoint {
  value: number;
  treated: boolean;
  weight: number;
  plain: number;
}

/**
 * Standardised difference of means, treated less others: (x̄₁ − x̄₀) / √((s₁² + s₀²)/2). Means are weighted; the variances are those
 * before weighting, so that a balance that improves cannot look better by a larger spread. Null if a side is empty or nothing varies.
 * Austin (2009), Stat. Med. 28:3083–3107.
 *
 * smd([[1, true], [3, true], [0, false], [2, false]].map(([value, treated]) => ({value, treated, weight: 1, plain: 1}))) // 0.7071
 */
export function smd(points: readonly SmdPoint[]): number | null {
  const sides = [true, false].map((side) => points.filter(({treated}) => treated === side));
  const total = (some: readonly SmdPoint[], f: (point: SmdPoint) => number) =>
    some.reduce((sum, point) => sum + f(point), 0);
  const means = sides.map((some) => total(some, (p) => p.weight * p.value) / total(some, (p) => p.weight));
  const variances = sides.map((some) => {
    const n = total(some, (p) => p.plain);
    const mean = total(some, (p) => p.plain * p.value) / n;
    return total(some, (p) => p.plain * (p.value - mean) ** 2) / (n - 1);
  });
  const spread = Math.sqrt((variances[0]! + variances[1]!) / 2);
  const value = (means[0]! - means[1]!) / spread;
  return spread > 0 && Number.isFinite(value) ? value : null;
}
