import type {Experiment, MetricKind} from "../results/experiment.js";
import type {ExperimentRead} from "../verdict/analyse.js";
import type {Comparison, Decision} from "../verdict/comparison.js";
import {day, formatDifference, formatDifferenceInterval} from "./format.js";
import type {Sentence} from "./sentences.js";

/** Conversions are shown as percentages, revenue as money, everything else as it is. */
export function unitOf({kind}: {kind?: MetricKind | string | null}): "ratio" | "rate" | "money" {
  if (kind === "revenue") return "money";
  return kind == null || kind === "conversion" || kind === "retention" ? "rate" : "ratio";
}

export function armName(experiment: Experiment, id: string): string {
  return experiment.arms.find((arm) => arm.id === id)?.name ?? id;
}

export function totalUnits(experiment: Experiment): number {
  return experiment.arms.reduce((sum, arm) => sum + arm.units, 0);
}

const order: Decision[] = ["ship", "stop", "invalid", "extend", "keep"];

/** The primary comparison that matters most: decided ones first, then the largest difference. */
function leading({comparisons}: ExperimentRead): Comparison | undefined {
  const primary = comparisons.filter((comparison) => comparison.role === "primary");
  const size = (comparison: Comparison) => Math.abs(comparison.difference ?? 0);
  return primary.sort((a, b) => order.indexOf(a.decision) - order.indexOf(b.decision) || size(b) - size(a))[0];
}

/** The test's result as a sentence. Customers were assigned at random, so it may speak of an effect. */
export function experimentClaim(experiment: ExperimentRead, currency = "USD"): Sentence {
  const first = leading(experiment);
  if (experiment.srm.flag) return {before: `${experiment.name}: the split is broken, so this test has no result`};
  if (first?.decision === "invalid")
    return {before: `${experiment.name}: the arms were not kept apart, so this test has no result`};
  if (!first || first.difference === null) return {before: `${experiment.name}: no result yet`};
  const unit = unitOf(first);
  const {difference, lower, upper} = first;
  const plain = (value: number | null) => formatDifference(value, unit, currency).replace("+", "");
  const settled = lower !== null && upper !== null && (lower > 0 || upper < 0);
  const [variant, control] = [armName(experiment, first.variant), armName(experiment, first.control)];
  // What the verdict does not call a result is not called one here, wherever the plain interval lies.
  if (!settled || first.decision === "extend" || first.decision === "keep") {
    const state = first.decision === "extend" ? "not decided yet" : settled ? "the control is kept" : "no clear effect";
    return {
      before: `“${variant}” differs from “${control}” by `,
      value: formatDifference(difference, unit, currency),
      interval: formatDifferenceInterval(lower, upper, unit, currency),
      after: ` in “${first.metricName}”: ${state}`
    };
  }
  const [least, most] = difference > 0 ? [lower, upper] : [-upper, -lower];
  return {
    before: `“${variant}” ${difference > 0 ? "raised" : "lowered"} “${first.metricName}” by `,
    value: plain(Math.abs(difference)),
    interval: formatDifferenceInterval(least, most, unit, currency)?.replaceAll("+", "") ?? null,
    after: ` against “${control}”`
  };
}

/** Metrics whose differences are no rates. */
export function meanMetrics({comparisons}: ExperimentRead): string[] {
  return [...new Set(comparisons.filter((c) => unitOf(c) !== "rate").map(({metric}) => metric))];
}

export function primaryMetrics({metrics}: ExperimentRead): string[] {
  return metrics.filter(({role}) => role === "primary").map(({id}) => id);
}

/** Primary comparisons that were looked at over time. */
export function lookChoices({comparisons, metrics}: ExperimentRead): {metric: string; variant: string}[] {
  const looked = new Set(metrics.filter(({looks}) => looks.length > 0).map(({id}) => id));
  return comparisons
    .filter(({role, metric}) => role === "primary" && looked.has(metric))
    .map(({metric, variant}) => ({metric, variant}));
}

export function periodText({from, to}: Experiment): string {
  return from ? `${day(from)} to ${to ? day(to) : "now"}` : "not started";
}
