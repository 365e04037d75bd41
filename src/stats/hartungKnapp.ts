import {checkAlpha} from "./arguments.js";
import {heterogeneity, type SegmentEstimate} from "./heterogeneity.js";
import {tTwoSided, tUpperQuantile} from "./studentT.js";

/**
 * The mean of the effects that studies have, which differ from study to study, with an interval that holds for few of them.
 *
 * DerSimonian and Laird's τ² and mean; the standard error by Hartung and Knapp from how far the estimates lie apart, never smaller than
 * the plain one (two studies that agree by luck would otherwise have next to none), and Student's t with one degree of freedom fewer than
 * there are studies. In the unit of the estimates. Null for fewer than two; a study with se 0 is an error. Knapp and Hartung (2003),
 * Statistics in Medicine 22:2693–2710; the floor: Röver, Knapp and Friede (2015), BMC Medical Research Methodology 15:99.
 *
 * hartungKnapp([{value: 0.1, se: 0.1}, {value: 0.5, se: 0.1}, {value: 0.3, se: 0.2}])
 * // {value: 0.3, se: 0.1441, df: 2, lower: -0.3202, upper: 0.9202, p: 0.1729, tau2: 0.045, k: 3}
 */
export function hartungKnapp(studies: readonly SegmentEstimate[], alpha = 0.05) {
  checkAlpha(alpha);
  const found = heterogeneity(studies);
  if (!found) return null;
  const {tau2, random} = found;
  const df = studies.length - 1;
  const spread = studies.reduce((sum, {value, se}) => sum + (value - random.value) ** 2 / (se * se + tau2), 0) / df;
  const se = random.se * Math.sqrt(Math.max(1, spread));
  const half = tUpperQuantile(alpha / 2, df) * se;
  const {value} = random;
  return {
    ...{value, se, df, lower: value - half, upper: value + half},
    ...{p: tTwoSided(value / se, df), tau2, k: studies.length}
  };
}
