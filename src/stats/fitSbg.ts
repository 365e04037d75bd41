import {checkSuccesses} from "./arguments.js";
import {invertSymmetric, quadraticForm} from "./symmetric.js";

/** Customers who could renew for the `renewal`-th time, from 1 on, and those of them who left instead. */
export interface RenewalOpportunity {
  renewal: number;
  atRisk: number;
  lost: number;
}

/** A shifted beta-geometric model: the chance to leave at a renewal differs between customers as Beta(alpha, beta). */
export interface Sbg {
  alpha: number;
  beta: number;
  logLikelihood: number;
  status: "converged" | "alike" | "divided" | "not converged";
  renewals: number;
}

/** Logarithms of alpha and beta are sought within ± this: beyond it customers are alike to seven digits. */
const limit = Math.log(1e7);

/**
 * The shifted beta-geometric model of Fader and Hardie (2007), J. Interactive Marketing 21(1):76–90, by maximum likelihood.
 *
 * The likelihood is that of each renewal given that it came up, so cohorts of different age, and customers seen only from a later
 * renewal on, may be added up; for one whole cohort it is the paper's. Rows of one renewal add up. `renewals` is the number of
 * different renewals fitted. At the edges of the model the status is "alike", where alpha and beta grow without end, as all customers
 * have one chance to leave, or "divided", where they go to 0, as each leaves at the first renewal or never. Null under three
 * renewals, and if nobody or everybody was lost.
 *
 * fitSbg([{renewal: 1, atRisk: 100, lost: 37}, {renewal: 2, atRisk: 63, lost: 16}, {renewal: 3, atRisk: 47, lost: 9}]) // {alpha: 0.80, beta: 1.36, …, status: "converged", renewals: 3}
 */
export function fitSbg(opportunities: readonly RenewalOpportunity[]): Sbg | null {
  const rows = opportunities.filter(({renewal, atRisk, lost}) => {
    checkSuccesses(lost, atRisk);
    if (!(Number.isInteger(renewal) && renewal >= 1)) throw new RangeError(`invalid renewal: ${renewal}`);
    return atRisk > 0;
  });
  const renewals = new Set(rows.map(({renewal}) => renewal)).size;
  const lost = rows.reduce((sum, row) => sum + row.lost, 0);
  const renewed = rows.reduce((sum, row) => sum + row.atRisk - row.lost, 0);
  if (renewals < 3 || lost === 0 || renewed === 0) return null;
  const odds = renewed / lost;
  const fits = [0.3, 1, 5, 50].map((a) => climb(rows, [Math.log(a), Math.log(a * odds)]));
  const alike: Climb = {
    x: [limit - Math.max(0, Math.log(odds)), limit + Math.min(0, Math.log(odds))],
    value: 0,
    done: true
  };
  alike.value = derivatives(rows, alike.x).value;
  // Several starts, as the likelihood may have two hills. A hill too flat to be told from customers all alike is taken as that.
  const hill = fits.reduce((a, b) => (b.value > a.value ? b : a));
  const best = hill.value > alike.value + 1e-6 ? hill : alike;
  const edge = best.x.some((each) => each < 1 - limit) ? "divided" : best.x.some((each) => each > limit - 1) && "alike";
  const status = edge || (best.done ? "converged" : "not converged");
  const [alpha, beta] = [Math.exp(best.x[0]), Math.exp(best.x[1])];
  return {alpha, beta, logLikelihood: best.value, status, renewals};
}

interface Climb {
  x: Point;
  value: number;
  done: boolean;
}

type Point = [logAlpha: number, logBeta: number];

/** Newton's steps on the log-likelihood, damped after Levenberg and kept within the limits. */
function climb(rows: readonly RenewalOpportunity[], start: Point): Climb {
  const clamp = (each: number) => Math.min(limit, Math.max(-limit, each));
  let x: Point = [clamp(start[0]), clamp(start[1])];
  let here = derivatives(rows, x);
  for (let i = 0, damping = 1e-3; i < 500; ++i) {
    const inverse = invertSymmetric(dampen(here.information, damping));
    const step = inverse?.map((row) => row[0]! * here.slope[0] + row[1]! * here.slope[1]);
    // What a full step would still gain, in units of log-likelihood.
    if (inverse && quadraticForm(inverse, here.slope) < 1e-18 * Math.abs(here.value))
      return {x, value: here.value, done: true};
    const next: Point | null = step ? [clamp(x[0] + step[0]!), clamp(x[1] + step[1]!)] : null;
    const there = next && derivatives(rows, next);
    if (there && there.value > here.value) [x, here, damping] = [next, there, Math.max(1e-12, damping / 10)];
    else if (damping > 1e12) return {x, value: here.value, done: true};
    else damping *= 10;
  }
  return {x, value: here.value, done: false};
}

/** The information with its diagonal raised until it is positive definite. */
function dampen([aa, ab, bb]: readonly number[], damping: number): number[][] {
  const size = Math.abs(aa!) + Math.abs(bb!) + Math.abs(ab!);
  return [
    [Math.abs(aa!) + damping * size, ab!],
    [ab!, Math.abs(bb!) + damping * size]
  ];
}

/** The log-likelihood, its slope and minus its curvature in ln alpha and ln beta. */
function derivatives(rows: readonly RenewalOpportunity[], [logA, logB]: Point) {
  const [a, b] = [Math.exp(logA), Math.exp(logB)];
  let value = 0;
  const slope: Point = [0, 0];
  const information = [0, 0, 0];
  for (const {renewal, atRisk, lost} of rows) {
    const stay = b + renewal - 1;
    const all = a + stay;
    const renewed = atRisk - lost;
    value -= lost * Math.log1p(stay / a) + renewed * Math.log1p(a / stay);
    // In θ = ln(stay / a) the likelihood is that of a logistic model; share is how much of stay moves with ln beta.
    const score = (renewed * a - lost * stay) / all;
    const weight = (atRisk * a * stay) / all ** 2;
    const share = b / stay;
    slope[0] -= score;
    slope[1] += score * share;
    information[0]! += weight;
    information[1]! -= weight * share;
    information[2]! += weight * share ** 2 - score * share * (1 - share);
  }
  return {value, slope, information};
}
