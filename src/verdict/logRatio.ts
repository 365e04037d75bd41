import type {Experiment} from "../results/experiment.js";
import type {Lift} from "../results/readout.js";
import {normalUpperQuantile} from "../stats/normal.js";
import {viewOf} from "./analyse.js";
import type {Comparison} from "./comparison.js";

/** A ratio of rates, variant to control, as a logarithm that is above 0 where the variant is better. */
export interface LogRatio {
  value: number;
  se: number;
  /** The part of the squared error that all variants of the test share. */
  shared: number;
}

/**
 * The effect of a variant on a rate, on the scale that tests are combined on: the logarithm of the ratio. Ratios differ less from test to
 * test than differences in points do where base rates differ, as they do between messages: Deeks (2002), Statistics in Medicine
 * 21:1575–1600; Cochrane Handbook 6.4, section 10.4.3. Its error is Katz's, or, where accounts are clusters, the delta method's.
 *
 * Half a conversion is added to both arms where one of them has none: leaving such tests out would leave out the most extreme ones. Null
 * for what is no rate, and where neither arm has a conversion or all units have: a ratio is then not told by the data.
 */
export function logRatio(experiment: Experiment, comparison: Comparison): LogRatio | null {
  const {better, eventsControl, eventsVariant, nControl, nVariant} = comparison;
  if (!isRate(comparison)) return null;
  const sign = better === "higher" ? 1 : -1;
  if (eventsControl === null || eventsVariant === null) {
    const found = ofContrast(experiment, comparison);
    return found && {...found, value: sign * found.value};
  }
  if (nControl === 0 || nVariant === 0 || eventsControl + eventsVariant === 0) return null;
  const add = eventsControl === 0 || eventsVariant === 0 ? 0.5 : 0;
  const [control, variant] = [partOf(eventsControl + add, nControl + add), partOf(eventsVariant + add, nVariant + add)];
  const squared = control.squared + variant.squared;
  if (!(squared > 0)) return null;
  return {value: sign * (variant.log - control.log), se: Math.sqrt(squared), shared: control.squared};
}

export function isRate({kind}: Pick<Comparison, "kind">): boolean {
  return kind === "conversion" || kind === "retention";
}

/** The 95 % interval of a logarithm, read as a change relative to the control. */
export function liftOf(value: number, se: number, critical = normalUpperQuantile(0.025)): Lift {
  return {
    value: Math.expm1(value),
    lower: Math.expm1(value - critical * se),
    upper: Math.expm1(value + critical * se)
  };
}

function partOf(x: number, n: number): {log: number; squared: number} {
  return {log: Math.log(x / n), squared: 1 / x - 1 / n};
}

function ofContrast(experiment: Experiment, {metric, variant}: Comparison): LogRatio | null {
  const result = experiment.metrics.find(({id}) => id === metric);
  const contrast = result && viewOf(result, null)?.versus.find((one) => one.variant === variant)?.contrast;
  if (!contrast) return null;
  const {difference, squared, base, baseSquared, covariance} = contrast;
  const mean = base + difference;
  if (!(base > 0 && mean > 0 && squared > 0)) return null;
  const own = squared + baseSquared + 2 * covariance;
  const both = covariance + baseSquared;
  const shared = baseSquared / base ** 2;
  const total = own / mean ** 2 + shared - (2 * both) / (mean * base);
  return total > 0 ? {value: Math.log(mean / base), se: Math.sqrt(total), shared} : null;
}
