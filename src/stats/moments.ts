import {checkCount} from "./arguments.js";

/**
 * Count, means and centred co-moments of some named variables: all that a ratio of sums needs, in a form that can be merged.
 *
 * Variables have one-letter names. `co` holds sums of products of deviations from the means under the two letters: `co.se` is
 * Σ(s − s̄)(e − ē). Only the pairs that are there are carried on.
 */
export type Moments = {n: number; mean: Record<string, number>; co: Record<string, number>};

/**
 * The moments of rows, for the pairs of variables asked for, by two passes over the rows.
 *
 * momentsOf([{s: 1, e: 2}, {s: 3, e: 2}], ["ss", "se"]) // {n: 2, mean: {s: 2, e: 2}, co: {ss: 2, se: 0}}
 */
export function momentsOf(rows: readonly Record<string, number>[], pairs: readonly string[]): Moments {
  const n = rows.length;
  const mean: Record<string, number> = {};
  const co: Record<string, number> = {};
  for (const name of new Set(pairs.join(""))) {
    mean[name] = n === 0 ? 0 : rows.reduce((sum, row) => sum + valueOf(row, name), 0) / n;
  }
  for (const pair of pairs) {
    const [a, b] = letters(pair);
    co[pair] = rows.reduce((sum, row) => sum + (valueOf(row, a) - mean[a]!) * (valueOf(row, b) - mean[b]!), 0);
  }
  return {n, mean, co};
}

/**
 * The moments that a cube's row holds: `n`, the means as `mean_s`, the co-moments under their two letters.
 *
 * momentsOfRow({n: 2, mean_s: 2, ss: 2, plan: "Team"}, ["ss"]) // {n: 2, mean: {s: 2}, co: {ss: 2}}
 */
export function momentsOfRow(row: Readonly<Record<string, unknown>>, pairs: readonly string[]): Moments {
  const mean: Record<string, number> = {};
  const co: Record<string, number> = {};
  const n = checkCount("n", Number(valueOf(row, "n")));
  for (const name of new Set(pairs.join(""))) mean[name] = n === 0 ? 0 : valueOf(row, `mean_${name}`);
  for (const pair of pairs) co[pair] = n === 0 ? 0 : valueOf(row, pair);
  return {n, mean, co};
}

/**
 * The moments of several groups taken together; `n` is 0 if there are none.
 *
 * Pairwise formula of Chan, Golub and LeVeque (1979, Stanford STAN-CS-79-773): exact but for rounding, in any
 * order, where Σx² − (Σx)²/n may lose every digit. Groups of no rows change nothing.
 *
 * mergeMoments([{n: 1, mean: {s: 1}, co: {ss: 0}}, {n: 1, mean: {s: 3}, co: {ss: 0}}]) // {n: 2, mean: {s: 2}, co: {ss: 2}}
 */
export function mergeMoments(parts: readonly Moments[]): Moments {
  const filled = parts.filter(({n}) => n > 0);
  const [first, ...rest] = filled;
  if (!first) return parts[0] ?? {n: 0, mean: {}, co: {}};
  return rest.reduce(merge, first);
}

function merge(one: Moments, other: Moments): Moments {
  const n = one.n + other.n;
  const mean: Record<string, number> = {};
  const co: Record<string, number> = {};
  const gap = (name: string) => valueOf(other.mean, name) - one.mean[name]!;
  for (const name of Object.keys(one.mean)) mean[name] = one.mean[name]! + gap(name) * (other.n / n);
  for (const pair of Object.keys(one.co)) {
    const [a, b] = letters(pair);
    co[pair] = one.co[pair]! + valueOf(other.co, pair) + gap(a) * gap(b) * one.n * (other.n / n);
  }
  return {n, mean, co};
}

function letters(pair: string): [string, string] {
  if (pair.length !== 2) throw new RangeError(`invalid pair of variables: ${pair}`);
  return [pair[0]!, pair[1]!];
}

function valueOf(row: Readonly<Record<string, unknown>>, name: string): number {
  const value = row[name];
  if (typeof value !== "number" || !Number.isFinite(value)) throw new RangeError(`invalid ${name}: ${value}`);
  return value;
}
