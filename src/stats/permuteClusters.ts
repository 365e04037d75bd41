import {type Cluster, holdsAny} from "./compareClusters.js";
import {random} from "./random.js";

/**
 * The p-value of a difference between arms whose accounts were randomised, by dealing the accounts to the arms anew.
 *
 * The statistic is the difference of user-weighted means over its linearised (CR1) error, so that unequal spread and size of the arms do
 * not pass for a difference. p is two-sided, (1 + as extreme) / (1 + draws), which is never 0 and never too small; the same seed
 * gives the same p. Null for fewer than two accounts an arm, or if no account differs.
 * Studentised: Janssen (1997), Statistics & Probability Letters 36:9–21; the 1 that is added: Phipson and Smyth (2010), SAGMB 9:39.
 *
 * permuteClusters([1, 2, 3, 4, 5].map((sum) => ({n: 2, sum})), [6, 7, 8, 9, 10].map((sum) => ({n: 2, sum})), {seed: 1, draws: 999})
 * // {p: 0.012, t: 5, draws: 999}
 */
export function permuteClusters(
  control: readonly Cluster[],
  variant: readonly Cluster[],
  {seed, draws = 9999}: {seed: number; draws?: number}
): {p: number; t: number; draws: number} | null {
  if (!(Number.isInteger(draws) && draws > 0)) throw new RangeError(`invalid draws: ${draws}`);
  const [a, b] = [control.filter(holdsAny), variant.filter(holdsAny)];
  if (a.length < 2 || b.length < 2) return null;
  const sizes = Float64Array.from([...a, ...b], ({n}) => n);
  const sums = Float64Array.from([...a, ...b], ({sum}) => sum);
  const order = Uint32Array.from(sizes, (_, i) => i);
  const statistic = () => studentised(sizes, sums, order, a.length);
  const observed = statistic();
  if (!Number.isFinite(observed)) return null;
  const next = random(seed);
  // Rounding must not make a deal that is the observed one less extreme than it.
  const bar = Math.abs(observed) * (1 - 1e-12);
  let extreme = 0;
  for (let draw = 0; draw < draws; ++draw) {
    for (let i = order.length - 1; i > 0; --i) {
      const j = Math.floor(next() * (i + 1));
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    const t = statistic();
    if (Number.isNaN(t) || Math.abs(t) >= bar) ++extreme;
  }
  return {p: (1 + extreme) / (1 + draws), t: observed, draws};
}

/** The t of the accounts in `order`, the first `split` of which are the control; NaN if there is neither difference nor spread. */
function studentised(sizes: Float64Array, sums: Float64Array, order: Uint32Array, split: number): number {
  const [base, squaredBase] = meanOf(sizes, sums, order, 0, split);
  const [mean, squared] = meanOf(sizes, sums, order, split, order.length);
  return (mean - base) / Math.sqrt(squared + squaredBase);
}

function meanOf(
  sizes: Float64Array,
  sums: Float64Array,
  order: Uint32Array,
  from: number,
  to: number
): [mean: number, squared: number] {
  let [users, total, squares] = [0, 0, 0];
  for (let i = from; i < to; ++i) {
    users += sizes[order[i]!]!;
    total += sums[order[i]!]!;
  }
  const mean = total / users;
  for (let i = from; i < to; ++i) squares += (sums[order[i]!]! - mean * sizes[order[i]!]!) ** 2;
  const k = to - from;
  return [mean, ((squares / users ** 2) * k) / (k - 1)];
}
