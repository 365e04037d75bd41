import type {Experiment, Split, View} from "../results/experiment.js";
import {holm} from "../stats/adjustP.js";
import {heterogeneity} from "../stats/heterogeneity.js";
import {normalUpper, normalUpperQuantile} from "../stats/normal.js";
import {readView} from "./readView.js";

/** What a variant did among the units of one segment, in the unit of the metric. */
export interface SegmentEffect {
  segment: string;
  /** Units of both arms. */
  n: number;
  difference: number | null;
  lower: number | null;
  upper: number | null;
  /** Null where there is none to set it beside others by. */
  se: number | null;
  /** Drawn towards the mean of all segments by how much they differ. */
  shrunken: {value: number; lower: number; upper: number} | null;
  /** Holm's p that the segment is not one of the others; null for fewer than three segments. */
  pApart: number | null;
  /** Why there is no difference or none that can be set beside others. */
  reason: string | null;
  /** How its units split; null where that was not counted. */
  split: Split | null;
  /** What is wrong here: the units did not split as planned, or the difference is unlike that of all others. */
  broken: "split" | "effect" | null;
}

/** One registered dimension and one variant: whether its segments differ by more than chance. */
export interface SegmentScan {
  dimension: string;
  variant: string;
  segments: SegmentEffect[];
  /** Cochran's Q over its degrees of freedom; null for fewer than two segments with an error. */
  q: number | null;
  df: number | null;
  p: number | null;
  /** Holm over dimensions × variants. */
  pAdjusted: number | null;
  i2: number | null;
}

/**
 * Every registered segment of a metric beside the others: Cochran's Q by dimension with Holm over all of them, each segment's difference
 * drawn towards the mean, and a flag where one is broken. A segment whose units did not split as planned is broken whatever its
 * difference. One whose difference is unlike that of the others (the deleted residual of Viechtbauer and Cheung 2010, Research
 * Synthesis Methods 1:112–125; Holm over all segments; three or more to a dimension) is one where the message may not have been shown.
 */
export function scanSegments(experiment: Experiment, metricId: string, alpha = experiment.alpha): SegmentScan[] {
  const metric = experiment.metrics.find(({id}) => id === metricId);
  const views = metric?.views.filter(({segment, excluded}) => segment !== null && !excluded) ?? [];
  const dimensions = [...new Set(views.map(({segment}) => segment!.dimension))];
  const variants = experiment.arms.map(({id}) => id).filter((id) => id !== experiment.control);
  const scans = dimensions.flatMap((dimension) => {
    const own = views.filter(({segment}) => segment!.dimension === dimension);
    return variants.map((variant): SegmentScan => {
      const read = own.map((view) => {
        const all = readView(metric!, view, experiment.control, {alpha, prior: null});
        return segmentOf(
          experiment,
          view,
          all.find((one) => one.variant === variant)!
        );
      });
      return scanOf(dimension, variant, read, alpha);
    });
  });
  const adjusted = holm(scans.map(({p}) => p));
  const segments = scans.flatMap((scan, i) => {
    scan.pAdjusted = adjusted[i] ?? null;
    return scan.segments;
  });
  const apart = holm(segments.map(({pApart}) => pApart));
  segments.forEach((one, i) => {
    one.pApart = apart[i] ?? null;
    one.broken = one.split?.flag ? "split" : one.pApart !== null && one.pApart < alpha ? "effect" : null;
  });
  return scans;
}

type Read = ReturnType<typeof readView>[number];

function segmentOf(experiment: Experiment, {segment}: View, read: Read): SegmentEffect {
  const {dimension, value} = segment!;
  const split = experiment.splits.find((one) => one.at === value && (one.dimension ?? "stage") === dimension);
  const {nControl, nVariant, difference, lower, upper, se} = read;
  const known = difference !== null && se !== null && se > 0;
  return {
    ...{segment: value, n: nControl + nVariant, difference, lower, upper, se: known ? se : null},
    ...{shrunken: null, pApart: null, split: split ?? null, broken: null},
    reason: known ? null : (read.reason ?? "no spread in either arm")
  };
}

function scanOf(dimension: string, variant: string, segments: readonly SegmentEffect[], alpha: number): SegmentScan {
  // A segment with a broken split has no effect to compare; it must not move the others.
  const usable = segments.filter(({se, split}) => se !== null && !split?.flag);
  const estimates = usable.map(({difference, se}) => ({value: difference!, se: se!}));
  const found = heterogeneity(estimates);
  const critical = normalUpperQuantile(alpha / 2);
  const done = segments.map((segment): SegmentEffect => {
    const i = usable.findIndex((one) => one.segment === segment.segment);
    const shrunk = found?.shrunk[i];
    return {
      ...segment,
      shrunken: shrunk
        ? {
            value: shrunk.value,
            lower: shrunk.value - critical * shrunk.se,
            upper: shrunk.value + critical * shrunk.se
          }
        : null,
      pApart: i < 0 ? null : apart(estimates, i)
    };
  });
  const {q = null, df = null, p = null, i2 = null} = found ?? {};
  return {dimension, variant, segments: done, q, df, p, pAdjusted: null, i2};
}

/** Two-sided p of one estimate against the others by random effects: where those differ among themselves, one more is no surprise. */
function apart(estimates: readonly {value: number; se: number}[], i: number): number | null {
  const others = heterogeneity(estimates.filter((_, j) => j !== i));
  if (!others) return null;
  const {value, se} = estimates[i]!;
  const {random, tau2} = others;
  return 2 * normalUpper(Math.abs(value - random.value) / Math.hypot(se, random.se, Math.sqrt(tau2)));
}
