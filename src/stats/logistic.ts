import {checkAlpha} from "./arguments.js";
import {normalUpper, normalUpperQuantile} from "./normal.js";
import {choleskyRoot, invertSymmetric, sandwich} from "./symmetric.js";

/** One row: an outcome, its covariates without the intercept, whose it is, and how many rows it stands for. */
export interface LogisticRow {
  y: boolean;
  x: readonly number[];
  cluster?: string | number;
  weight?: number;
}

/** A coefficient in log-odds; `modelSe` takes the rows as independent and the model as right, `se` neither. */
export interface LogisticCoefficient {
  value: number;
  se: number;
  modelSe: number;
  z: number;
  p: number;
  /** e^value, with its interval. */
  ratio: number;
  lower: number;
  upper: number;
}

/**
 * Logistic regression by Newton's method; the first coefficient is the intercept. `fitted` holds each row's probability.
 *
 * `se` is the sandwich, clustered by `cluster` (each row its own where none is given) with the factor G/(G − 1); p and interval
 * are normal and use it. Null if there are no rows, one outcome only, a covariate that others explain, or no finite maximum
 * (separation). Rare outcomes make the ratio of odds near that of rates. On person-periods, one row for each month at risk,
 * it is a discrete-time hazard model: Allison (1982), Sociological Methodology 13:61–98. Liang and Zeger (1986), Biometrika 73:13–22.
 *
 * logistic([{y: true, x: [0]}, {y: false, x: [0]}, {y: true, x: [1]}, {y: true, x: [1]}, {y: false, x: [1]}])
 * // {coefficients: [{value: 0, modelSe: 1.4142, …}, {value: 0.6931, ratio: 2, …}], n: 5, events: 3, …}
 */
export function logistic(
  rows: readonly LogisticRow[],
  {alpha = 0.05}: {alpha?: number} = {}
): {
  coefficients: LogisticCoefficient[];
  fitted: Float64Array;
  logLikelihood: number;
  n: number;
  events: number;
  clusters: number;
} | null {
  checkAlpha(alpha);
  const events = rows.filter(({y}) => y).length;
  if (events === 0 || events === rows.length) return null;
  const size = rows[0]!.x.length + 1;
  const odd = rows.find(({x}) => x.length + 1 !== size);
  if (odd) throw new RangeError(`invalid x: ${odd.x.length} covariates beside ${size - 1}`);
  const beta = new Float64Array(size);
  const design = designOf(rows, size);
  let state = evaluate(design, beta);
  for (let step = 0; ; ++step) {
    const inverse = choleskyRoot(state.information) && invertSymmetric(state.information);
    if (!inverse || step === 60) return null;
    const move = inverse.map((row) => row.reduce((sum, value, k) => sum + value * state.score[k]!, 0));
    const decrement = move.reduce((sum, value, k) => sum + value * state.score[k]!, 0);
    if (decrement < 1e-18 * rows.length) return finish(inverse);
    // Half the step until it no longer makes things worse.
    for (let scale = 1; ; scale /= 2) {
      const next = beta.map((value, k) => value + scale * move[k]!);
      const found = evaluate(design, next);
      if (!(found.logLikelihood >= state.logLikelihood - 1e-9) && scale > 1e-6) continue;
      beta.set(next);
      state = found;
      break;
    }
    if (Math.max(...beta.map(Math.abs)) > 1e4) return null;
  }

  function finish(inverse: number[][]) {
    const scores = new Map<string | number, Float64Array>();
    rows.forEach(({x, y, cluster, weight = 1}, i) => {
      const key = cluster ?? `row ${i}`;
      const sums = scores.get(key) ?? new Float64Array(size);
      scores.set(key, sums);
      const rest = weight * ((y ? 1 : 0) - state.fitted[i]!);
      sums[0]! += rest;
      for (let k = 1; k < size; ++k) sums[k]! += rest * x[k - 1]!;
    });
    const meat = inverse.map((row) => row.map(() => 0));
    for (const sums of scores.values()) {
      for (let i = 0; i < size; ++i) for (let j = 0; j < size; ++j) meat[i]![j]! += sums[i]! * sums[j]!;
    }
    const groups = scores.size;
    const robust = sandwich(inverse, meat);
    const z = normalUpperQuantile(alpha / 2);
    const coefficients = [...beta].map((value, k): LogisticCoefficient => {
      const se = Math.sqrt((groups / (groups - 1)) * robust[k]![k]!);
      const bounds = {lower: Math.exp(value - z * se), upper: Math.exp(value + z * se)};
      const test = {z: value / se, p: 2 * normalUpper(Math.abs(value / se))};
      return {value, se, modelSe: Math.sqrt(inverse[k]![k]!), ...test, ratio: Math.exp(value), ...bounds};
    });
    const {fitted, logLikelihood} = state;
    return {coefficients, fitted, logLikelihood, n: rows.length, events, clusters: groups};
  }
}

/** Rows as columns of numbers, the intercept first. */
interface Design {
  size: number;
  n: number;
  x: Float64Array;
  y: Uint8Array;
  weights: Float64Array;
}

function designOf(rows: readonly LogisticRow[], size: number): Design {
  const x = new Float64Array(rows.length * size);
  rows.forEach((row, i) => {
    x[i * size] = 1;
    for (let k = 1; k < size; ++k) x[i * size + k] = row.x[k - 1]!;
  });
  const weights = Float64Array.from(rows, ({weight}) => weight ?? 1);
  return {size, n: rows.length, x, y: Uint8Array.from(rows, ({y}) => (y ? 1 : 0)), weights};
}

/** Probabilities, log-likelihood, its slope and its curvature at a point. */
function evaluate({size, n, x, y, weights}: Design, beta: Float64Array) {
  const fitted = new Float64Array(n);
  const score = new Float64Array(size);
  const sums = new Float64Array(size * size);
  let logLikelihood = 0;
  for (let i = 0; i < n; ++i) {
    const at = i * size;
    let logit = 0;
    for (let k = 0; k < size; ++k) logit += beta[k]! * x[at + k]!;
    const p = 1 / (1 + Math.exp(-logit));
    fitted[i] = p;
    // log(1 + e^x) without overflow.
    const log1p = Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit)));
    const weight = weights[i]!;
    logLikelihood += weight * (y[i]! * logit - log1p);
    const rest = weight * (y[i]! - p);
    const curvature = weight * p * (1 - p);
    for (let a = 0; a < size; ++a) {
      const value = x[at + a]!;
      score[a]! += rest * value;
      for (let b = 0; b <= a; ++b) sums[a * size + b]! += curvature * value * x[at + b]!;
    }
  }
  const row = (a: number) => Array.from({length: size}, (_, b) => sums[b <= a ? a * size + b : b * size + a]!);
  return {fitted, logLikelihood, score, information: Array.from({length: size}, (_, a) => row(a))};
}
