import type {Experiment, MetricResult, View} from "../results/experiment.js";
import {benjaminiHochberg, holm} from "../stats/adjustP.js";
import {shrink} from "../stats/shrink.js";
import type {Comparison} from "./comparison.js";
import {decide} from "./decide.js";
import {latestLook, readLooks} from "./readLooks.js";
import {type Reading, readView} from "./readView.js";
import {isEndless} from "./ruleOf.js";

/** Which units, and how they are read. Anything left out is as the plan has it: all units, its alpha, no prior. */
export interface Question extends Partial<Reading> {
  segment?: {dimension: string; value: string} | null;
  excluded?: boolean;
}

/**
 * Every comparison of a test, from its sufficient statistics: what a build prints and what a page shows when a reader moves alpha or
 * the prior. Holm holds the primary metrics × variants, Benjamini–Hochberg the exploratory ones; guardrails stand alone. An arm the
 * plan does not name is exploratory. Looks before the end are those of all units only.
 */
export function analyse(experiment: Experiment, question: Question = {}): Comparison[] {
  const {segment = null, excluded = false, alpha = experiment.alpha, prior = null} = question;
  const own = experiment.metrics.flatMap((metric) => {
    const view = viewOf(metric, segment, excluded);
    const read = view ? readView(metric, view, experiment.control, {alpha, prior}) : [];
    if (segment === null && !excluded) addUncapped(read, metric, experiment.control, alpha);
    return read;
  });
  const {arms} = experiment;
  // Where no split was planned no arm stands out.
  const isPlanned = arms.some(({planned}) => planned !== null);
  const unplanned = new Set(arms.filter(({planned}) => isPlanned && !planned).map(({id}) => id));
  for (const comparison of own)
    if (comparison.role === "primary" && unplanned.has(comparison.variant)) comparison.role = "exploratory";
  adjust(own, "primary", holm);
  adjust(own, "exploratory", benjaminiHochberg);
  const primaries = own.filter(({role}) => role === "primary").length;
  if (segment === null && !excluded) {
    for (const comparison of own) {
      const metric = experiment.metrics.find(({id}) => id === comparison.metric)!;
      // Primary comparisons share alpha; a guardrail stands alone.
      const share = comparison.role === "primary" ? alpha / Math.max(1, primaries) : alpha;
      const looks = readLooks(experiment, metric, comparison.variant, share);
      Object.assign(comparison, latestLook(experiment, comparison, looks, share));
    }
  }
  const {srm, mde, unit, looks} = experiment;
  const circumstances = {
    ...{alpha, ended: experiment.status === "finished", endless: isEndless(experiment)},
    ...{broken: srm.flag, srmP: srm.p, mixed: incomparable(experiment), unit, looks},
    share: alpha / Math.max(1, primaries)
  };
  const first = experiment.metrics.find(({role}) => role === "primary")?.id;
  for (const comparison of own) comparison.shrunken = shrunken(comparison, experiment);
  for (const comparison of own)
    Object.assign(
      comparison,
      // The smallest difference that matters is planned for the first primary metric, in its own unit.
      decide(comparison, own, {...circumstances, mde: comparison.metric === first ? mde : null})
    );
  // Looks, and the verdict of the test, are those of all units.
  if (segment !== null || excluded)
    for (const {reasons} of own) reasons.push("Read over a part of the units: the verdict of the test is that of all.");
  return own;
}

/** A test and what is read from it. */
export type ExperimentRead = Experiment & {
  comparisons: Comparison[];
  /** The units read, "size band: medium", where they are a part of the test: its verdict is that of all. */
  part?: string | null;
};

/** The test as one question reads it. */
export function readExperiment(experiment: Experiment, question: Question = {}): ExperimentRead {
  const {segment = null, excluded = false} = question;
  const part = segment
    ? `${segment.dimension.replaceAll("_", " ")}: ${segment.value}`
    : excluded
      ? `${experiment.unit}s that saw one arm only`
      : null;
  return {...experiment, comparisons: analyse(experiment, question), part};
}

/** The view of a metric for a choice of units; undefined where it was too small to publish. */
export function viewOf(metric: MetricResult, segment: View["segment"], excluded = false): View | undefined {
  return metric.views.find(
    (view) =>
      view.excluded === excluded &&
      !view.uncapped &&
      view.segment?.dimension === segment?.dimension &&
      view.segment?.value === segment?.value
  );
}

/** The same without the limits of the metric, beside what is read with them. */
function addUncapped(read: readonly Comparison[], metric: MetricResult, control: string, alpha: number): void {
  const view = metric.views.find(({uncapped}) => uncapped);
  if (!view) return;
  const plainly = readView(metric, view, control, {alpha, prior: null});
  for (const one of read) {
    const {difference, lower, upper, p} = plainly.find(({variant}) => variant === one.variant)!;
    one.alternatives.push({method: "without the cap", difference, lower, upper, p});
  }
}

/** Why the arms are no comparison whatever their numbers; null where they may be one. */
function incomparable({arms, control, findings}: Experiment): string | null {
  const base = arms.find(({id}) => id === control);
  if (base?.units === 0) return `Nobody saw ${base.name}, the control, so there is nothing to compare with.`;
  return findings.find(({check, state}) => /^(?:exposure|unit)$/.test(check) && state === "bad")?.text ?? null;
}

function adjust(
  all: readonly Comparison[],
  role: Comparison["role"],
  method: (p: readonly (number | null)[]) => (number | null)[]
): void {
  const family = all.filter((comparison) => comparison.role === role);
  const adjusted = method(family.map(({p}) => p));
  family.forEach((comparison, i) => (comparison.pAdjusted = adjusted[i] ?? null));
}

/** Drawn towards none by a spread of differences as large as the one the test was planned to find. */
function shrunken({role, metric, difference, se}: Comparison, {mde, metrics}: Experiment): number | null {
  const first = metrics.find((one) => one.role === "primary");
  if (role !== "primary" || metric !== first?.id || mde === null || difference === null || !se) return null;
  return shrink({value: difference, se}, {sd: mde}).value;
}
