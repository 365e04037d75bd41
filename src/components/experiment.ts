import type {Decision} from "./effectTable.js";
import {day, formatDifference, formatDifferenceInterval} from "./format.js";
import type {Sentence} from "./sentences.js";

export interface Arm {
  id: string;
  name: string;
  copy: string | null;
  planned: number;
  units: number;
}

export interface Comparison {
  metric: string;
  metricName: string;
  kind: "conversion" | "mean";
  role: "primary" | "guardrail";
  control: string;
  variant: string;
  nControl: number;
  nVariant: number;
  valueControl: number | null;
  valueVariant: number | null;
  difference: number | null;
  lower: number | null;
  upper: number | null;
  p: number | null;
  pAdjusted: number | null;
  lift: number | null;
  liftLower: number | null;
  liftUpper: number | null;
  liftReason: string | null;
  method: string;
  margin: number | null;
  decision: Decision;
  reasons: string[];
  windowHours: number | null;
}

export interface Experiment {
  id: string;
  name: string;
  hypothesis: string | null;
  owner: string | null;
  unit: "user" | "account";
  status: "running" | "finished";
  exploratory: boolean;
  from: string | null;
  to: string | null;
  alpha: number;
  arms: Arm[];
  srm: {chi2: number | null; df: number | null; p: number | null; eValue: number | null; flag: boolean};
  multipleExposed: number;
  comparisons: Comparison[];
  perDay: {day: string; arm: string; units: number}[];
}

/** Means are shown as they are, conversions as percentages. */
export function unitOf({kind}: {kind: string}): "ratio" | "rate" {
  return kind === "mean" ? "ratio" : "rate";
}

export function armName(experiment: Experiment, id: string): string {
  return experiment.arms.find((arm) => arm.id === id)?.name ?? id;
}

export function totalUnits(experiment: Experiment): number {
  return experiment.arms.reduce((sum, arm) => sum + arm.units, 0);
}

const order: Decision[] = ["ship", "stop", "invalid", "extend", "keep"];

/** The primary comparison that matters most: decided ones first, then the largest difference. */
function leading({comparisons}: Experiment): Comparison | undefined {
  const primary = comparisons.filter((comparison) => comparison.role === "primary");
  const size = (comparison: Comparison) => Math.abs(comparison.difference ?? 0);
  return primary.sort((a, b) => order.indexOf(a.decision) - order.indexOf(b.decision) || size(b) - size(a))[0];
}

/** The test's result as a sentence. Customers were assigned at random, so it may speak of an effect. */
export function experimentClaim(experiment: Experiment): Sentence {
  const first = leading(experiment);
  if (experiment.srm.flag) return {before: `${experiment.name}: the split is broken, so this test has no result`};
  if (!first || first.difference === null) return {before: `${experiment.name}: no result yet`};
  const unit = unitOf(first);
  const {difference, lower, upper} = first;
  const plain = (value: number | null) => formatDifference(value, unit, "USD").replace("+", "");
  const settled = lower !== null && upper !== null && (lower > 0 || upper < 0);
  const [variant, control] = [armName(experiment, first.variant), armName(experiment, first.control)];
  if (!settled)
    return {
      before: `“${variant}” differs from “${control}” by `,
      value: formatDifference(difference, unit, "USD"),
      interval: formatDifferenceInterval(lower, upper, unit, "USD"),
      after: ` in “${first.metricName}”: no clear effect`
    };
  const [least, most] = difference > 0 ? [lower, upper] : [-upper, -lower];
  return {
    before: `“${variant}” ${difference > 0 ? "raised" : "lowered"} “${first.metricName}” by `,
    value: plain(Math.abs(difference)),
    interval: formatDifferenceInterval(least, most, unit, "USD")?.replaceAll("+", "") ?? null,
    after: ` against “${control}”`
  };
}

export function periodText({from, to}: Experiment): string {
  return from ? `${day(from)} to ${to ? day(to) : "now"}` : "not started";
}
