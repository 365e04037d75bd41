import type {Experiment, MetricKind} from "../results/experiment.js";
import type {ExperimentRead} from "../verdict/analyse.js";
import type {Comparison} from "../verdict/comparison.js";
import {failedGuardrails, leading, stoppedEarly} from "../verdict/leading.js";
import {count, day, formatDifference, formatDifferenceInterval, list, plural} from "./format.js";
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

/** The units that are read: those of the test, or of the part of it that is looked at. */
export function unitsRead(read: ExperimentRead): string {
  const first = leading(read);
  const own = first && first.nControl + first.nVariant;
  return read.part && own
    ? `${read.part}, ${plural(own, read.unit)} of ${count(totalUnits(read))}`
    : plural(totalUnits(read), read.unit);
}

/** The test's result as a sentence, with the part of the units it is of. Customers were assigned at random, so it may speak of an effect. */
export function experimentClaim(experiment: ExperimentRead, currency = "USD"): Sentence {
  const claim = claimOf(experiment, currency);
  return experiment.part ? {...claim, before: `Part of the test, ${experiment.part}: ${claim.before}`} : claim;
}

function claimOf(experiment: ExperimentRead, currency: string): Sentence {
  const first = leading(experiment);
  if (experiment.srm.flag) return {before: `${experiment.name}: the split is broken, so this test has no result`};
  if (first?.decision === "invalid")
    return {before: `${experiment.name}: the arms were not kept apart, so this test has no result`};
  if (!first || first.difference === null) return {before: `${experiment.name}: no result yet`};
  const unit = unitOf(first);
  const {difference, lower, upper, looks, measured} = estimateOf(first, currency);
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
  const failed = failedGuardrails(first, experiment.comparisons).map(({metricName}) => `“${metricName}”`);
  return {
    before: `“${variant}” ${difference > 0 ? "raised" : "lowered"} “${first.metricName}” by `,
    value: formatDifference(Math.abs(difference), unit, currency).replace("+", ""),
    interval: formatDifferenceInterval(least, most, unit, currency)?.replaceAll("+", "") ?? null,
    after: [
      ` against “${control}”`,
      failed.length > 0 &&
        `, but ${failed.length > 1 ? `${failed.length} guardrails` : "a guardrail"} failed: ${list(failed)}`,
      looks && `${failed.length > 0 ? ";" : ","} allowing for the stop at ${looks}; as measured ${measured}`
    ]
      .filter(Boolean)
      .join("")
  };
}

interface Estimate {
  difference: number;
  lower: number | null;
  upper: number | null;
  /** "look 2 of 4" where a look before the last ended the test, and then what was plainly measured. */
  looks: string | null;
  measured: string;
}

/** What a headline tells: the difference, or after an early stop the one that allows for it, with its interval. */
function estimateOf(c: Comparison, currency: string): Estimate {
  const {lower, upper, sequential} = c;
  const unit = unitOf(c);
  const interval = formatDifferenceInterval(lower, upper, unit, currency);
  const measured = `${formatDifference(c.difference, unit, currency)}${interval ? ` (${interval})` : ""}`;
  if (!sequential || !stoppedEarly(c)) return {difference: c.difference!, lower, upper, looks: null, measured};
  const {look, looks, adjusted} = sequential;
  const {estimate, ...bounds} = adjusted!;
  // Nothing is said of an allowance that no reader could see.
  const isSame = formatDifference(estimate, unit, currency) === formatDifference(c.difference, unit, currency);
  return {...bounds, difference: estimate, looks: isSame ? null : `look ${look} of ${looks}`, measured};
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
