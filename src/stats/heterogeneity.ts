import {checkCount} from "./arguments.js";
import {chiSquareUpper} from "./gamma.js";

/** One segment's estimate and its standard error, valid for clusters if units are. */
export type SegmentEstimate = {value: number; se: number};

/**
 * Whether segments differ by more than chance (Cochran's Q), by how much (DerSimonian and Laird's τ²), and each segment's estimate
 * drawn towards the common one.
 *
 * `pooled` and its `se` weight by 1/se²; `tau2` is in the squared unit of the estimates, `i2` the share of their spread that is not chance.
 * `shrunk` follows the segments: weight τ²/(τ² + se²) on the own estimate, the rest on the random-effects mean; its se leaves out the
 * error of τ² itself. Null for fewer than two segments; a segment with se 0 is an error. Meant for segments named beforehand.
 * Cochran (1954), Biometrics 10:101–129; DerSimonian and Laird (1986), Controlled Clinical Trials 7:177–188.
 *
 * heterogeneity([{value: 0.02, se: 0.012}, {value: 0.05, se: 0.015}, {value: -0.01, se: 0.02}])
 * // {q: 6.005, df: 2, p: 0.04966, pooled: 0.0242, se: 0.008485, i2: 0.6669, tau2: 0.0004687, …}
 */
export function heterogeneity(segments: readonly SegmentEstimate[]) {
  for (const {value, se} of segments) {
    if (!Number.isFinite(value)) throw new RangeError(`invalid value: ${value}`);
    if (checkCount("se", se) === 0) throw new RangeError("invalid se: 0");
  }
  if (segments.length < 2) return null;
  const fixed = pool(segments, 0);
  const q = segments.reduce((sum, {value, se}) => sum + ((value - fixed.mean) / se) ** 2, 0);
  const df = segments.length - 1;
  const squares = segments.reduce((sum, {se}) => sum + se ** -4, 0);
  const tau2 = Math.max(0, (q - df) / (fixed.weight - squares / fixed.weight));
  const random = pool(segments, tau2);
  const shrunk = segments.map(({value, se}) => {
    const own = tau2 / (tau2 + se * se);
    return {
      value: random.mean + own * (value - random.mean),
      se: Math.sqrt(own * se * se + (1 - own) ** 2 / random.weight)
    };
  });
  return {
    q,
    df,
    p: chiSquareUpper(q, df),
    pooled: fixed.mean,
    se: fixed.weight ** -0.5,
    tau2,
    i2: q > df ? 1 - df / q : 0,
    random: {value: random.mean, se: random.weight ** -0.5},
    shrunk
  };
}

function pool(segments: readonly SegmentEstimate[], tau2: number): {mean: number; weight: number} {
  let [weight, sum] = [0, 0];
  for (const {value, se} of segments) {
    const w = 1 / (se * se + tau2);
    weight += w;
    sum += w * value;
  }
  return {mean: sum / weight, weight};
}
