import {checkCount} from "./arguments.js";
import type {Contrast} from "./compareContrast.js";
import {welchDf, type Sample} from "./welch.js";

/** One stratum of both arms. */
export type StratumArms = {control: Sample; variant: Sample};

/**
 * Compares two arms stratum by stratum, weighted by the size of the strata in both arms together: chance differences in who is in an arm
 * drop out.
 *
 * `contrast` holds the error with the weights' own (multinomial) variance, which the strata's differing differences add; `fixed` is its
 * squared error without. Strata with fewer than two units in an arm have no variance: they are merged with the next larger one,
 * `merged` of them. Null if that leaves none. Weights: shares of units. Variances are those of samples (n − 1).
 * Miratrix, Sekhon and Yu (2013), JRSS B 75:369–396; Xie and Aurisset (2016), KDD, pages 645–654.
 *
 * postStratify([{control: {n: 20, mean: 1, variance: 2}, variant: {n: 20, mean: 2, variance: 2}}, {control: {n: 20, mean: 3, variance: 2}, variant: {n: 20, mean: 6, variance: 2}}])
 * // {contrast: {difference: 2, squared: 0.1125, base: 2, df: 76}, fixed: 0.1, merged: 0}
 */
export function postStratify(
  strata: readonly StratumArms[]
): {contrast: Contrast; fixed: number; merged: number} | null {
  const cells = mergeSmall(strata);
  if (cells.length === 0) return null;
  const units = cells.reduce((sum, {control, variant}) => sum + control.n + variant.n, 0);
  const parts = cells.map(({control, variant}) => {
    const weight = (control.n + variant.n) / units;
    const [a, b] = [control.variance! / control.n, variant.variance! / variant.n];
    return {weight, base: control.mean, difference: variant.mean - control.mean, a, b, control, variant};
  });
  const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + of(part), 0);
  const difference = sum((p) => p.weight * p.difference);
  const base = sum((p) => p.weight * p.base);
  const squaredBase = sum((p) => p.weight ** 2 * p.a);
  const squaredVariant = sum((p) => p.weight ** 2 * p.b);
  const spread = (of: (part: (typeof parts)[number]) => number) => sum((p) => p.weight * of(p)) / units;
  const fixed = squaredBase + squaredVariant;
  const freeOf = (squared: number, of: (part: (typeof parts)[number]) => [number, Sample]) =>
    squared === 0
      ? units - 2 * parts.length
      : squared ** 2 / sum((p) => (p.weight ** 2 * of(p)[0]) ** 2 / (of(p)[1].n - 1));
  const contrast: Contrast = {
    difference,
    squared: fixed + spread((p) => (p.difference - difference) ** 2),
    base,
    baseSquared: squaredBase + spread((p) => (p.base - base) ** 2),
    covariance: spread((p) => (p.difference - difference) * (p.base - base)) - squaredBase,
    df: welchDf(
      [squaredBase, freeOf(squaredBase, (p) => [p.a, p.control])],
      [squaredVariant, freeOf(squaredVariant, (p) => [p.b, p.variant])]
    )
  };
  return {contrast, fixed, merged: strata.length - cells.length};
}

/** Puts every stratum without a variance on both sides together with the next larger one. */
function mergeSmall(strata: readonly StratumArms[]): StratumArms[] {
  const size = ({control, variant}: StratumArms) => control.n + variant.n;
  const queue = strata
    .filter((each) => checkCount("n", each.control.n) + checkCount("n", each.variant.n) > 0)
    .sort((a, b) => size(a) - size(b));
  const cells: StratumArms[] = [];
  let waiting: StratumArms | null = null;
  for (const each of queue) {
    const cell: StratumArms = waiting ? join(waiting, each) : each;
    waiting = Math.min(cell.control.n, cell.variant.n) < 2 ? cell : null;
    if (!waiting) cells.push(cell);
  }
  const last = cells.pop();
  if (last) cells.push(waiting ? join(waiting, last) : last);
  return cells;
}

function join(one: StratumArms, other: StratumArms): StratumArms {
  return {control: pool(one.control, other.control), variant: pool(one.variant, other.variant)};
}

function pool(a: Sample, b: Sample): Sample {
  if (a.n === 0 || b.n === 0) return a.n === 0 ? b : a;
  const n = a.n + b.n;
  const gap = b.mean - a.mean;
  const squares = (a.n - 1) * (a.variance ?? 0) + (b.n - 1) * (b.variance ?? 0) + (gap * gap * a.n * b.n) / n;
  return {n, mean: a.mean + (gap * b.n) / n, variance: squares / (n - 1)};
}
