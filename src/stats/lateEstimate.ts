import {checkAlpha, checkCount} from "./arguments.js";
import {normalUpper, normalUpperQuantile} from "./normal.js";

/**
 * One arm of a randomised offer: sums of outcome y and uptake d over units, and centred co-moments of the sums by cluster. Where a
 * unit is its own cluster, `nn`, `yn` and `dn` are 0 and may be left out.
 */
export interface LateArm {
  units: number;
  clusters: number;
  sumY: number;
  sumD: number;
  yy: number;
  dd: number;
  yd: number;
  nn?: number;
  yn?: number;
  dn?: number;
}

/** A difference of offered less control, with a normal interval. */
export interface OfferDifference {
  value: number;
  se: number | null;
  lower: number | null;
  upper: number | null;
  p: number | null;
}

/**
 * What a randomised offer changed: by being made (`itt`, the intention to treat), how many took it up who would not have (`uptake`),
 * and what it changed for those (`late`, the local average treatment effect, itt ÷ uptake).
 *
 * `late`'s bounds are those of the test of Anderson and Rubin, which is Fieller's interval of the ratio: right however weak the uptake is, where
 * value ± 1.96 se is not. Where the uptake cannot be told from 0, `late` is null and `reason` says so: the set has no end. `naive`
 * compares those with uptake and those without, whatever they were offered; it is not what the offer did, since people chose. It is
 * null for clusters of several units. Null if an arm has fewer than two clusters. Units: those of y and d; p two-sided.
 * Imbens and Angrist (1994), Econometrica 62:467–475; Anderson and Rubin (1949); Fieller (1954), JRSS B 16:175–185.
 *
 * lateEstimate({units: 4, clusters: 4, sumY: 4, sumD: 0, yy: 2, dd: 0, yd: 0}, {units: 4, clusters: 4, sumY: 8, sumD: 3, yy: 2, dd: 0.75, yd: 1})
 * // {itt: {value: 1}, uptake: {value: 0.75}, late: {value: 1.3333}, naive: 1.3333}
 */
export function lateEstimate(control: LateArm, offered: LateArm, {alpha = 0.05}: {alpha?: number} = {}) {
  checkAlpha(alpha);
  const arms = [offered, control];
  for (const arm of arms) {
    checkCount("units", arm.units);
    checkCount("clusters", arm.clusters);
  }
  if (arms.some(({clusters, units}) => clusters < 2 || units === 0)) return null;
  const z = normalUpperQuantile(alpha / 2);
  const difference = (part: "sumY" | "sumD") => offered[part] / offered.units - control[part] / control.units;
  const [y, d] = [difference("sumY"), difference("sumD")];
  const vyy = variance(arms, (a) => [a.yy, a.yn, a.sumY, a.yn, a.sumY]);
  const vdd = variance(arms, (a) => [a.dd, a.dn, a.sumD, a.dn, a.sumD]);
  const vyd = variance(arms, (a) => [a.yd, a.yn, a.sumD, a.dn, a.sumY]);
  const interval = (value: number, squared: number): OfferDifference => {
    const se = squared > 0 ? Math.sqrt(squared) : null;
    if (se === null) return {value, se, lower: null, upper: null, p: null};
    return {value, se, lower: value - z * se, upper: value + z * se, p: 2 * normalUpper(Math.abs(value) / se)};
  };
  const itt = interval(y, vyy);
  const uptake = interval(d, vdd);
  // How far the uptake is from 0, as F; under the square of the quantile the set of Anderson and Rubin is unbounded.
  const strength = vdd > 0 ? (d * d) / vdd : d === 0 ? 0 : null;
  const weak = d === 0 || d * d <= z * z * vdd;
  const facts = {itt, uptake, strength, naive: naiveOf(arms)};
  if (weak) return {...facts, late: null, reason: "the offer did not clearly change the uptake"};
  const late = y / d;
  const spread = vyy - 2 * late * vyd + late * late * vdd;
  const a = d * d - z * z * vdd;
  const b = y * d - z * z * vyd;
  const c = y * y - z * z * vyy;
  const half = Math.sqrt(Math.max(0, b * b - a * c)) / a;
  const se = spread > 0 ? Math.sqrt(spread) / Math.abs(d) : null;
  const bounds = se === null ? {lower: null, upper: null} : {lower: b / a - half, upper: b / a + half};
  return {...facts, late: {value: late, se, ...bounds, p: itt.p}, reason: null};
}

/** Σ over arms of the covariance of two linearised means: Σ(y − ȳn)(d − d̄n) · C/(C − 1) / N². */
function variance(
  arms: readonly LateArm[],
  partsOf: (arm: LateArm) => [ab: number, an: number | undefined, sumB: number, bn: number | undefined, sumA: number]
): number {
  return arms.reduce((sum, arm) => {
    const [ab, an = 0, sumB, bn = 0, sumA] = partsOf(arm);
    const [meanA, meanB] = [sumA / arm.units, sumB / arm.units];
    const squares = ab - meanB * an - meanA * bn + meanA * meanB * (arm.nn ?? 0);
    return sum + ((arm.clusters / (arm.clusters - 1)) * squares) / arm.units ** 2;
  }, 0);
}

/** The mean of those with uptake less the mean of those without. */
function naiveOf(arms: readonly LateArm[]): number | null {
  if (arms.some(({units, clusters}) => units !== clusters)) return null;
  const sum = (part: (arm: LateArm) => number) => arms.reduce((total, arm) => total + part(arm), 0);
  const taken = sum((arm) => arm.sumD);
  const left = sum((arm) => arm.units) - taken;
  if (taken === 0 || left === 0) return null;
  const among = sum((arm) => arm.yd + (arm.sumY * arm.sumD) / arm.units);
  return among / taken - (sum((arm) => arm.sumY) - among) / left;
}
