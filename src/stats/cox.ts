import {checkAlpha} from "./arguments.js";
import {accumulate, scoreResiduals, type CoxRow} from "./coxScore.js";
import {invertSymmetric, quadraticForm} from "./symmetric.js";
import {normalUpper, normalUpperQuantile} from "./normal.js";

export type {CoxRow} from "./coxScore.js";

/** One coefficient of a Cox model; ratio is that of the hazards for one unit more of the covariate, with its interval. */
export interface CoxCoefficient {
  value: number;
  se: number;
  z: number;
  p: number;
  ratio: number;
  lower: number;
  upper: number;
}

/**
 * Cox's proportional hazards model, by Newton–Raphson on the partial likelihood.
 *
 * A row is one subject at risk after `start` up to and including `stop`, with the covariates it had meanwhile; a subject whose
 * covariates change has several rows. Ties by Efron or Breslow. If rows name a cluster, standard errors are robust to dependence
 * within clusters (Lin and Wei (1989), JASA 84:1074–1078); all rows or none must. `events` and `n` count rows. Wald intervals at
 * level 1 − `alpha`. Null without events, and where the likelihood has no single highest point: a covariate does not vary among
 * those at risk, repeats others, or separates who has the event from who has not, so that its ratio would be 0 or without end.
 * Cox (1972), JRSS B 34:187–220; Efron (1977), JASA 72:557–565.
 *
 * cox([{start: 0, stop: 1, event: true, x: [1]}, {start: 0, stop: 2, event: true, x: [0]}, {start: 0, stop: 3, event: true, x: [1]}]) // {coefficients: [{value: -0.3466, …, ratio: 0.7071, …}], …, events: 3, n: 3}
 */
export function cox(
  rows: readonly CoxRow[],
  {ties = "efron", alpha = 0.05}: {ties?: "efron" | "breslow"; alpha?: number} = {}
): {coefficients: CoxCoefficient[]; logLikelihood: number; events: number; n: number} | null {
  const quantile = normalUpperQuantile(checkAlpha(alpha) / 2);
  const clustered = checkRows(rows);
  const events = rows.filter((row) => row.event).length;
  const width = rows[0]?.x.length ?? 0;
  if (events === 0 || width === 0) return null;

  // Centred and of spread 1, covariates of any size are alike to the rounding and to the limits on the steps.
  const spans = rows[0]!.x.map((_, k) => {
    const mean = rows.reduce((sum, {x}) => sum + x[k]!, 0) / rows.length;
    const spread = Math.sqrt(rows.reduce((sum, {x}) => sum + (x[k]! - mean) ** 2, 0) / rows.length);
    return {mean, spread};
  });
  if (spans.some(({mean, spread}) => !(spread > 1e-12 * Math.abs(mean)))) return null;
  const scaled = rows.map((row) => ({...row, x: row.x.map((x, k) => (x - spans[k]!.mean) / spans[k]!.spread)}));
  const top = climb(scaled, width, ties);
  if (top === null) return null;

  const {beta, covariance, logLikelihood} = top;
  const robust = clustered ? sandwich(scaled, scoreResiduals(scaled, beta, ties), covariance) : null;
  const coefficients = beta.map((b, k) => {
    const {spread} = spans[k]!;
    const value = b / spread;
    const se = Math.sqrt((robust ?? covariance)[k]![k]!) / spread;
    const z = value / se;
    const [lower, upper] = [Math.exp(value - quantile * se), Math.exp(value + quantile * se)];
    return {value, se, z, p: 2 * normalUpper(Math.abs(z)), ratio: Math.exp(value), lower, upper};
  });
  return {coefficients, logLikelihood, events, n: rows.length};
}

/** Whether rows name clusters; throws on rows that cannot be. */
function checkRows(rows: readonly CoxRow[]): boolean {
  const clustered = rows.some(({cluster}) => cluster !== undefined);
  for (const {start, stop, x, cluster} of rows) {
    if (!(start < stop && start > -Infinity && stop < Infinity)) throw new RangeError(`invalid stop: ${stop}`);
    if (x.length !== rows[0]!.x.length) throw new RangeError(`invalid number of covariates: ${x.length}`);
    const bad = x.find((each) => !Number.isFinite(each));
    if (bad !== undefined) throw new RangeError(`invalid covariate: ${bad}`);
    if (clustered && cluster === undefined) throw new RangeError("invalid cluster: undefined");
  }
  return clustered;
}

/** Newton's steps, halved where they would go down; null if they do not come to rest. */
function climb(rows: readonly CoxRow[], width: number, ties: "efron" | "breslow") {
  let beta = Array.from({length: width}, () => 0);
  let here = accumulate(rows, beta, ties);
  // An event tells about 1 of a covariate of spread 1. Where it does not vary among those at risk rounding leaves a little of that,
  // and where it separates a coefficient grows with every step and what the events tell fades.
  const least = 1e-9 * rows.filter((row) => row.event).length;
  for (let i = 0; i < 40; ++i) {
    const covariance = invertSymmetric(here.information);
    if (covariance === null || here.information.some((row, k) => !(row[k]! > least))) return null;
    const step = covariance.map((row) => row.reduce((sum, v, k) => sum + v * here.score[k]!, 0));
    const gain = quadraticForm(covariance, here.score);
    if (step.every((each) => Math.abs(each) < 1e-9)) {
      return {beta, covariance, logLikelihood: here.logLikelihood};
    }
    let size = 1;
    let there = accumulate(rows, move(beta, step, size), ties);
    while (
      !(there.logLikelihood >= here.logLikelihood - 1e-9 * gain - 1e-12 * Math.abs(here.logLikelihood)) &&
      size > 1e-6
    ) {
      there = accumulate(rows, move(beta, step, (size /= 2)), ties);
    }
    beta = move(beta, step, size);
    here = there;
  }
  return null;
}

function move(beta: readonly number[], step: readonly number[], size: number): number[] {
  return beta.map((b, k) => b + size * step[k]!);
}

/** The covariance that allows rows of one cluster to go together. */
function sandwich(rows: readonly CoxRow[], residuals: number[][], covariance: number[][]): number[][] {
  const sums = new Map<string, number[]>();
  rows.forEach(({cluster}, i) => {
    const influence = covariance.map((row) => row.reduce((sum, v, k) => sum + v * residuals[i]![k]!, 0));
    const before = sums.get(cluster!);
    sums.set(cluster!, before ? before.map((v, k) => v + influence[k]!) : influence);
  });
  const clusters = [...sums.values()];
  return covariance.map((_, k) => covariance.map((__, l) => clusters.reduce((sum, d) => sum + d[k]! * d[l]!, 0)));
}
