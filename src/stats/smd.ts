/**
 * Standardised difference of a covariate's means, treated less others: (x̄₁ − x̄₀) / √((s₁² + s₀²)/2).
 *
 * Means are weighted by `weights`; the variances by `own`, the rows' weights without any balancing, so that a balance that improves
 * cannot look better by a larger spread. Null if a side is empty or nothing varies. Austin (2009), Stat. Med. 28:3083–3107.
 *
 * smd([1, 3, 0, 2], [true, true, false, false], [1, 1, 1, 1]) // 0.7071
 */
export function smd(
  values: ArrayLike<number>,
  treated: ArrayLike<boolean>,
  weights: ArrayLike<number>,
  own: ArrayLike<number> = weights
): number | null {
  // Σw, Σwx, Σo, Σox and Σox² of the others and of the treated, x from the first value.
  const sums = [new Float64Array(5), new Float64Array(5)];
  const shift = values.length ? values[0]! : 0;
  for (let i = 0; i < values.length; ++i) {
    const into = sums[treated[i] ? 1 : 0]!;
    const value = values[i]! - shift;
    into[0]! += weights[i]!;
    into[1]! += weights[i]! * value;
    into[2]! += own[i]!;
    into[3]! += own[i]! * value;
    into[4]! += own[i]! * value * value;
  }
  const [mean0, mean1] = sums.map((s) => s[1]! / s[0]!) as [number, number];
  const variances = sums.map((s) => (s[4]! - (s[3]! * s[3]!) / s[2]!) / (s[2]! - 1));
  const spread = Math.sqrt((variances[0]! + variances[1]!) / 2);
  const value = (mean1 - mean0) / spread;
  return spread > 1e-12 && Number.isFinite(value) ? value : null;
}
