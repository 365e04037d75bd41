/** Nodes in (−1, 1), rising, and their weights. */
export type Rule = {nodes: Float64Array; weights: Float64Array};

const rules = new Map<number, Rule>();

/**
 * The Gauss–Legendre rule of n nodes, exact for polynomials up to degree 2n − 1; made once for each n.
 *
 * Newton on the Legendre polynomial by its three-term recurrence, from the asymptotic roots.
 * Golub and Welsch (1969), Mathematics of Computation 23:221–230; Abramowitz and Stegun 25.4.29.
 *
 * gaussLegendre(2) // {nodes: [-0.5773502691896258, 0.5773502691896258], weights: [1, 1]}
 */
export function gaussLegendre(n: number): Rule {
  if (!(Number.isSafeInteger(n) && n > 0)) throw new RangeError(`invalid number of nodes: ${n}`);
  const known = rules.get(n);
  if (known) return known;
  const rule = {nodes: new Float64Array(n), weights: new Float64Array(n)};
  for (let i = 0; i < n / 2; ++i) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 1, turn = 0; Math.abs(step) > 1e-15 && turn < 20; ++turn) {
      let [before, value] = [1, x];
      for (let k = 2; k <= n; ++k) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      slope = (n * (x * value - before)) / (x * x - 1);
      x -= step = value / slope;
    }
    if (2 * i + 1 === n) x = 0;
    rule.nodes[i] = -x;
    rule.nodes[n - 1 - i] = x;
    rule.weights[i] = rule.weights[n - 1 - i] = 2 / ((1 - x * x) * slope * slope);
  }
  rules.set(n, rule);
  return rule;
}

/**
 * The integral of a smooth function from `low` to `high`, by Gauss–Legendre with `nodes` nodes.
 *
 * integrate((x) => x * x, 0, 3) // 9
 */
export function integrate(f: (x: number) => number, low: number, high: number, nodes = 128): number {
  const rule = gaussLegendre(nodes);
  const half = (high - low) / 2;
  let sum = 0;
  for (let i = 0; i < nodes; ++i) sum += rule.weights[i]! * f(low + half * (1 + rule.nodes[i]!));
  return sum * half;
}
