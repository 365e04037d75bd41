import {checkAlpha, checkSuccesses} from "./arguments.js";
import {betaPower, betaQuantile, incompleteBeta} from "./beta.js";
import {gaussLegendre} from "./gaussLegendre.js";
import type {Proportion} from "./pooledZ.js";

/** What is believed of one arm: its rate, the chance that it is the best of all, and what is lost on average by choosing it. */
export type ArmBelief = {mean: number; lower: number; upper: number; chance: number; loss: number};

type Shape = [a: number, b: number];

/**
 * What the arms of a conversion metric are believed to be, from one beta prior for all of them.
 *
 * `chance` is the probability that the arm's rate is the highest; of two arms, that it beats the other. `loss` is the expected shortfall
 * of its rate against the best, in rate. `lower` and `upper` hold the rate with probability 1 − alpha, the tails alike. Exact to 1e-11 by
 * quadrature in the logit, between the quantiles of the arms. The prior is [successes, failures] it is worth, each at least 0.1,
 * [½, ½] for Jeffreys'; peeking biases these numbers as it does p. Stucchio (2015), Bayesian A/B Testing at VWO; Miller (2014), evanmiller.org.
 *
 * betaBinomial([{x: 0, n: 10}, {x: 1, n: 10}])
 * // [{mean: 0.0833, lower: 0.0023, upper: 0.2849, chance: 0.2381, loss: 0.1014}, {chance: 0.7619, loss: 0.0181, …}]
 */
export function betaBinomial(
  arms: readonly Proportion[],
  {prior = [1, 1], alpha = 0.05}: {prior?: readonly [number, number]; alpha?: number} = {}
): ArmBelief[] {
  checkAlpha(alpha);
  for (const worth of prior) if (!(worth >= 0.1 && worth < Infinity)) throw new RangeError(`invalid prior: ${worth}`);
  const shapes = arms.map<Shape>(({x, n}) => {
    checkSuccesses(x, n);
    return [prior[0] + x, prior[1] + n - x];
  });
  const sums = shapes.map(() => ({chance: 0, loss: 0}));
  eachPoint(shapes, (x, y, width) => {
    const tails = shapes.map(([a, b]) => incompleteBeta(x, y, a, b));
    shapes.forEach(([a, b], i) => {
      let others = 1;
      let missing = 0;
      for (let j = 0; j < tails.length; ++j) {
        if (j === i) continue;
        others *= tails[j]![0];
        // 1 − Π(1 − upper), without forgetting small ones.
        missing += tails[j]![1] * (1 - missing);
      }
      sums[i]!.chance += width * betaPower(x, y, a, b) * others;
      sums[i]!.loss += width * x * y * tails[i]![0] * missing;
    });
  });
  return shapes.map(([a, b], i) => ({
    mean: a / (a + b),
    lower: betaQuantile(alpha / 2, a, b)[0],
    upper: betaQuantile(alpha / 2, b, a)[1],
    chance: Math.min(1, sums[i]!.chance),
    loss: sums[i]!.loss
  }));
}

/** Every node of the logit axis between the arms' far quantiles, cut where an arm's density rises, peaks and ends. */
function eachPoint(shapes: readonly Shape[], visit: (x: number, y: number, width: number) => void): void {
  const cuts = shapes.flatMap(([a, b]) => {
    const low = logit(betaQuantile(1e-18, a, b));
    const [y, x] = betaQuantile(1e-18, b, a);
    return [low, Math.log(a / b), logit([x, y])];
  });
  const ends = [...new Set(cuts)].sort((one, other) => one - other);
  const {nodes, weights} = gaussLegendre(128);
  for (let i = 1; i < ends.length; ++i) {
    const half = (ends[i]! - ends[i - 1]!) / 2;
    if (half < 1e-13) continue;
    nodes.forEach((node, j) => {
      const odds = Math.exp(-Math.abs(ends[i - 1]! + half * (1 + node)));
      const [small, large] = [odds / (1 + odds), 1 / (1 + odds)];
      const isLow = ends[i - 1]! + half * (1 + node) < 0;
      visit(isLow ? small : large, isLow ? large : small, weights[j]! * half);
    });
  }
}

function logit([x, y]: readonly [number, number]): number {
  return Math.log(x) - Math.log(y);
}
