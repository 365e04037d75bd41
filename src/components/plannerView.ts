import {daysFor, solvePower} from "../stats/power.js";
import {isClustered, isMargin, isRate, type Plan} from "./plannerPlan.js";
import {effectOfDesign, fixedPower, looksCost, sharedAlpha} from "./plannerPower.js";
import {planProblem} from "./plannerProblem.js";

/** Units of each arm, whole, and of all arms together. */
export interface PlannedUnits {
  control: number;
  variant: number;
  all: number;
}

export interface PowerPoint {
  /** The difference or margin in the unit of the metric, or days. */
  at: number;
  power: number;
  /** Units of all arms together. */
  units: number;
}

export interface PlannerView {
  units: PlannedUnits;
  /** The accounts they belong to, where whole accounts are dealt. */
  accounts: PlannedUnits | null;
  /** Null where nobody enters. */
  days: number | null;
  /** The units without rounding, one variant's. */
  exact: number;
  /** The error left to one comparison, two-sided; and what it is compared as. */
  alpha: number;
  sides: 1 | 2;
  designEffect: number;
  inflation: number;
  /** The difference or margin planned for, in the unit of the metric. */
  size: number;
  /** It as a share of what the control has; null for margins and beside a mean near 0. */
  lift: number | null;
  /** What the days there are allow; null with too few units for any test. */
  within: {units: number; power: number | null; smallest: number | null};
  bySize: PowerPoint[];
  byDays: PowerPoint[];
  /** Expected conversions, or those without one where they are fewer, in the smaller arm; null for means. */
  fewest: number | null;
}

const points = 20;

/** What a test of this plan needs and can find, or a sentence on why that cannot be told. */
export function plannerView(plan: Plan): PlannerView | {problem: string} {
  const problem = planProblem(plan);
  if (problem !== null) return {problem};
  const alpha = sharedAlpha(plan);
  const fixed = fixedPower(plan);
  // A margin is read once, at the end.
  const looks = isMargin(plan) ? 1 : plan.looks;
  const cost = looksCost({looks, spending: plan.spending, alpha}, plan.power / 100);
  const scale = isRate(plan) ? 100 : 1;
  const size = (isMargin(plan) ? plan.margin : plan.difference) / scale;
  const exact = solvePower((units) => fixed(units, size), cost.needed);
  if (exact === null)
    return {problem: "This cannot be planned: it would take more than a thousand billion units in each arm"};
  const parts = plan.control + plan.variants;
  const users = isClustered(plan) ? plan.size : 1;
  const dealt = roundUp(exact / users, plan);
  const units = users === 1 ? dealt : ofUsers(dealt, users);
  const enough = (ofVariant: number) => Math.min(1, plan.control) * ofVariant >= 2 * users;
  const powerAt = (ofAll: number, of: number) =>
    enough(ofAll / parts) ? Math.min(1, cost.of(fixed(ofAll / parts, of))) : null;
  const there = plan.perDay * plan.days;
  const largest = largestSize(plan);
  const find = () =>
    solvePower((one) => fixed(there / parts, one * Math.sign(size)), cost.needed, [largest * 1e-12, largest]);
  const smallest = enough(there / parts) ? find() : null;
  const days = daysFor(units.all, plan.perDay);
  const widest = Math.min(largest, Math.max(2 * Math.abs(size), 1.5 * (smallest ?? 0)));
  const longest = Math.max(1.6 * (days ?? 0), 1.2 * plan.days);
  return {
    ...{units, accounts: users === 1 ? null : dealt, days, exact, alpha, sides: isMargin(plan) ? 1 : 2},
    ...{designEffect: effectOfDesign(plan), inflation: cost.inflation, size},
    lift: liftOf(plan),
    within: {
      units: Math.floor(there),
      power: powerAt(there, size),
      smallest: smallest === null ? null : smallest * Math.sign(size)
    },
    bySize: curve(widest * Math.sign(size), (at) => [there, powerAt(there, at)]),
    byDays: curve(longest, (at) => [at * plan.perDay, powerAt(at * plan.perDay, size)]),
    fewest: isRate(plan) ? fewestOf(plan, exact) : null
  };
}

/** Evenly from 0 to the end, without what has too few units for a test. */
function curve(end: number, of: (at: number) => readonly [units: number, power: number | null]): PowerPoint[] {
  return Array.from({length: points + 1}, (_, i) => (end * i) / points).flatMap((at) => {
    const [units, power] = of(at);
    return power === null ? [] : [{at, power, units: Math.floor(units)}];
  });
}

function roundUp(ofVariant: number, {control: weight, variants}: Plan): PlannedUnits {
  // What is a whole number but for rounding stays it.
  const up = (n: number) => Math.max(2, Math.ceil(n * (1 - 1e-9)));
  const [control, variant] = [up(weight * ofVariant), up(ofVariant)];
  return {control, variant, all: control + variants * variant};
}

function ofUsers({control, variant, all}: PlannedUnits, users: number): PlannedUnits {
  return {control: Math.ceil(control * users), variant: Math.ceil(variant * users), all: Math.ceil(all * users)};
}

/** The largest difference or margin that can be, or is worth asking for. */
function largestSize(plan: Plan): number {
  if (!isRate(plan)) return 1000 * plan.sd;
  const up = isMargin(plan) ? plan.better === "lower" : plan.difference > 0;
  return (up ? 100 - plan.rate : plan.rate) / 100;
}

function liftOf(plan: Plan): number | null {
  const base = isRate(plan) ? plan.rate : plan.mean;
  const lift = plan.difference / Math.abs(base);
  return isMargin(plan) || !(Math.abs(lift) < 1e6) ? null : lift;
}

/** The normal approximation wants ten of the rarer outcome in each arm. */
function fewestOf(plan: Plan, ofVariant: number): number {
  const rare = (rate: number) => Math.min(rate, 100 - rate) / 100;
  const other = isMargin(plan) ? plan.rate : plan.rate + plan.difference;
  return Math.min(plan.control * ofVariant * rare(plan.rate), ofVariant * rare(other));
}
