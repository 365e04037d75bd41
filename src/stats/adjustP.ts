/**
 * Holm's adjusted p-values, in the order given; null and NaN stay null and are not counted in the family.
 *
 * p < alpha after the adjustment bounds the chance of any false finding in the family by alpha.
 * Holm (1979), Scandinavian Journal of Statistics 6:65–70.
 *
 * holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(ps: readonly (number | null)[]): (number | null)[] {
  let running = 0;
  return adjust(ps, (p, rank, m) => (running = Math.max(running, p * (m - rank))), 1);
}

/**
 * Benjamini and Hochberg's adjusted p-values, in the order given; null and NaN stay null and are not counted in the family.
 *
 * p < q after the adjustment bounds the expected share of false findings among the findings by q.
 * Benjamini and Hochberg (1995), JRSS B 57:289–300.
 *
 * benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(ps: readonly (number | null)[]): (number | null)[] {
  let running = 1;
  return adjust(ps, (p, rank, m) => (running = Math.min(running, (p * m) / (rank + 1))), -1);
}

/** Walks the p-values by rank, up (1) or down (−1), and puts what `next` says back in the order given. */
function adjust(
  ps: readonly (number | null)[],
  next: (p: number, rank: number, m: number) => number,
  direction: 1 | -1
): (number | null)[] {
  const present = ps.flatMap((p, i) => (p === null || Number.isNaN(p) ? [] : [{p, i}]));
  for (const {p} of present) if (!(p >= 0 && p <= 1)) throw new RangeError(`invalid p: ${p}`);
  const ranked = present.sort((a, b) => a.p - b.p).map(({p, i}, rank) => ({p, i, rank}));
  if (direction < 0) ranked.reverse();
  const adjusted: (number | null)[] = ps.map(() => null);
  for (const {p, i, rank} of ranked) adjusted[i] = Math.min(1, next(p, rank, ranked.length));
  return adjusted;
}
