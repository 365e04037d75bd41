import {groupBoundaries} from "../stats/groupBoundaries.js";
import {groupPower, sequentialInflation} from "../stats/groupPower.js";
import {normalCdf, normalQuantile, normalUpperQuantile} from "../stats/normal.js";
import {designEffect, powerOfMeans, powerOfNonInferiority, powerOfProportions} from "../stats/power.js";
import {isClustered, isMargin, isRate, type Plan, type PlanSpending} from "./plannerPlan.js";

/** The error left to one comparison. Primaries share alpha evenly; a margin must hold for each, so it is not shared. */
export function sharedAlpha(plan: Plan): number {
  return plan.alpha / 100 / (isMargin(plan) ? 1 : plan.variants * plan.metrics);
}

/** By how much users of whole accounts count for less; 1 where users are dealt. */
export function effectOfDesign(plan: Plan): number {
  return isClustered(plan) ? designEffect(plan) : 1;
}

/**
 * The power without looks, by the units of one variant and by the difference or margin, both in the unit of the metric.
 *
 * Users are read by the test of their metric. Accounts are read by a t test over accounts, whose error is that of as many users divided by
 * the design effect.
 */
export function fixedPower(plan: Plan): (units: number, size: number) => number {
  const {control: weight, sd} = plan;
  const users = isClustered(plan) ? plan.size : 1;
  const margin = isMargin(plan);
  const alpha = margin ? sharedAlpha(plan) / 2 : sharedAlpha(plan);
  const sides = margin ? 1 : 2;
  const scale = Math.sqrt(effectOfDesign(plan) / users);
  const arms = (units: number) => ({control: (weight * units) / users, variant: units / users});
  if (!isRate(plan))
    return (units, difference) => powerOfMeans({difference, sd: sd * scale}, arms(units), {alpha, sides});
  const rate = plan.rate / 100;
  // A rate is no worse where the share of the others is not.
  const good = plan.better === "lower" ? 1 - rate : rate;
  if (users > 1)
    return (units, difference) => {
      const other = margin ? rate : moved(rate, difference);
      const pooled = Math.sqrt((variance(rate) / weight + variance(other)) / (1 / weight + 1));
      return powerOfMeans({difference, sd: pooled * scale}, arms(units), {alpha, sides});
    };
  if (margin)
    return (units, size) =>
      powerOfNonInferiority({control: good, variant: good}, arms(units), {margin: Math.abs(size), alpha});
  return (units, difference) =>
    powerOfProportions({control: rate, variant: moved(rate, difference)}, arms(units), {alpha, sides});
}

// Rounding must not lead below 0 or above 1.
function moved(rate: number, difference: number): number {
  return Math.min(1, Math.max(0, rate + difference));
}

function variance(rate: number): number {
  return rate * (1 - rate);
}

/** What looking early asks of a test. */
export interface LooksCost {
  /** Units with looks divided by units without. */
  inflation: number;
  /** The power that the same test needs at a single look. */
  needed: number;
  /** The power with looks of a test that has this power at a single one. */
  of: (fixed: number) => number;
}

type Looking = {looks: number; spending: PlanSpending; alpha: number};

/** The fractions of the planned sample at which a test is looked at. */
export function fractionsOf(looks: number): number[] {
  return Array.from({length: looks}, (_, i) => (i + 1) / looks);
}

/** The family as the verdict spends it: the power family by the cube. */
export function familyOf(spending: PlanSpending) {
  return spending === "power" ? ({family: "power", exponent: 3} as const) : ({family: spending} as const);
}

// Looks take tens of milliseconds, and moving a slider that does not concern them changes nothing about them.
const known = new Map<string, unknown>();

function once<T>(key: string, compute: () => T): T {
  if (known.size > 200) known.clear();
  if (!known.has(key)) known.set(key, compute());
  return known.get(key) as T;
}

const drifts = [0, 1, 2, 3, 4, 5, 6];

/**
 * Power with looks is read off its probit at whole drifts, which is nearly a line between them (to 0.002), and is exact at the power
 * asked for.
 */
export function looksCost({looks, spending, alpha}: Looking, power: number): LooksCost {
  if (looks <= 1) return {inflation: 1, needed: power, of: (fixed) => fixed};
  const key = `${looks} ${spending} ${alpha}`;
  const options = {...familyOf(spending), alpha};
  const probits = once(key, () => {
    const boundaries = groupBoundaries(fractionsOf(looks), options);
    return drifts.map((drift) => normalQuantile(groupPower(boundaries, drift).power));
  });
  const inflation = once(`${key} ${power}`, () => sequentialInflation(fractionsOf(looks), {...options, power}));
  const reach = normalUpperQuantile(alpha / 2);
  const drift = Math.sqrt(inflation) * (reach + normalQuantile(power));
  const near = drifts.map((one, i) => [one, probits[i]!] as const).filter(([one]) => Math.abs(one - drift) > 0.05);
  const nodes = [...near, [drift, normalQuantile(power)] as const].sort((a, b) => a[0] - b[0]);
  const of = (fixed: number): number => {
    if (!(fixed > 0)) return 0;
    if (fixed >= 1) return 1;
    const wanted = Math.max(0, reach + normalQuantile(fixed));
    const after = nodes.findIndex(([one]) => one > wanted);
    const i = after === -1 ? nodes.length - 1 : Math.max(1, after);
    const [[from, low], [to, high]] = [nodes[i - 1]!, nodes[i]!];
    return normalCdf(low + ((high - low) * (wanted - from)) / (to - from));
  };
  return {inflation, needed: normalCdf(drift - reach), of};
}
