import type {MetricResult, Versus, View} from "../results/experiment.js";
import {betaBinomial} from "../stats/betaBinomial.js";
import {type Contrast, compareContrast} from "../stats/compareContrast.js";
import {compareProportions} from "../stats/compareProportions.js";
import {gaussianBayes} from "../stats/gaussianBayes.js";
import {newcombe} from "../stats/newcombe.js";
import {nonInferiorContrast, nonInferiorProportions} from "../stats/nonInferiority.js";
import {remember} from "../stats/remember.js";
import type {Comparison} from "./comparison.js";

/** What a reader sets: the error they accept, and what they believed before. */
export interface Reading {
  alpha: number;
  /** Standard deviation of the lift believed in before, as a fraction of the control; null believes nothing. */
  prior: number | null;
}

/** The comparisons of one view at one alpha, one a variant, without what depends on other comparisons. */
export function readView(metric: MetricResult, view: View, control: string, reading: Reading): Comparison[] {
  return view.versus.map((versus) => readVersus(metric, view, control, versus, reading));
}

function readVersus(
  metric: MetricResult,
  view: View,
  control: string,
  versus: Versus,
  {alpha, prior}: Reading
): Comparison {
  const [a, b] = [control, versus.variant].map((arm) => view.arms.find((cell) => cell.arm === arm)!) as [Cell, Cell];
  const {id, name, kind, role, better, margin, windowHours} = metric;
  const counts =
    a.converted === null || b.converted === null
      ? null
      : ([
          {x: a.converted, n: a.n},
          {x: b.converted, n: b.n}
        ] as const);
  const found = counts ? ofCounts(counts, alpha) : ofContrast(versus, alpha);
  return {
    ...{metric: id, metricName: name, kind, role, better, margin, windowHours, control, variant: versus.variant},
    accounts: a.accounts === null || b.accounts === null ? null : [a.accounts, b.accounts],
    ...{nControl: a.n, nVariant: b.n, valueControl: a.value, valueVariant: b.value},
    ...{eventsControl: a.converted, eventsVariant: b.converted},
    ...found,
    // Counts do not know why there are none.
    reason: a.n === 0 || b.n === 0 ? (versus.reason ?? found.reason) : found.reason,
    se: versus.contrast && Math.sqrt(versus.contrast.squared),
    pAdjusted: null,
    pMargin: margin === null ? null : marginOf(counts, versus.contrast, {margin, better, alpha: alpha / 2}),
    warnings: versus.warnings,
    pPermuted: versus.permutation?.p ?? null,
    ...{sequential: null, anytime: null, shrunken: null},
    bayes: believe(counts, versus.contrast, better, {prior, base: a.value}),
    alternatives: alternativesOf(counts, versus, alpha),
    decision: "extend",
    reasons: []
  };
}

type Cell = View["arms"][number];
type Counts = readonly [{x: number; n: number}, {x: number; n: number}];

function ofCounts([a, b]: Counts, alpha: number) {
  const {difference, lower, upper, p, lift, liftLower, liftUpper, liftReason, reason, method} = compareProportions(
    a,
    b,
    {alpha}
  );
  return {difference, lower, upper, p, lift, liftLower, liftUpper, liftReason, reason, method};
}

function ofContrast({contrast, reason, method}: Versus, alpha: number) {
  const none = {difference: null, lower: null, upper: null, p: null, lift: null, liftLower: null, liftUpper: null};
  if (!contrast) return {...none, liftReason: reason && `lift not estimable: ${reason}`, reason, method: method ?? ""};
  const found = compareContrast(contrast, {alpha, method: method ?? undefined});
  const {difference, lower, upper, p, lift, liftLower, liftUpper, liftReason} = found;
  return {
    difference,
    lower,
    upper,
    p,
    lift,
    liftLower,
    liftUpper,
    liftReason,
    reason: found.reason,
    method: found.method
  };
}

/** The same comparison by other methods, for who wants them: none of them decides. */
function alternativesOf(counts: Counts | null, {strata = []}: Versus, alpha: number): Comparison["alternatives"] {
  const hybrid = counts && newcombe(...counts, alpha);
  const found: Comparison["alternatives"] = strata.map(({dimension, contrast}) => {
    const {difference, lower, upper, p} = compareContrast(contrast, {alpha});
    return {method: `post-stratified by ${dimension.replaceAll("_", " ")}`, difference, lower, upper, p};
  });
  if (counts && hybrid)
    found.unshift({
      method: "Newcombe’s hybrid score interval",
      difference: counts[1].x / counts[1].n - counts[0].x / counts[0].n,
      ...{lower: hybrid[0], upper: hybrid[1], p: null}
    });
  return found;
}

function marginOf(
  counts: Counts | null,
  contrast: Contrast | null,
  options: {margin: number; better: "higher" | "lower"; alpha: number}
): number | null {
  if (counts) return nonInferiorProportions(counts[0], counts[1], options)?.p ?? null;
  return contrast && (nonInferiorContrast(contrast, options)?.p ?? null);
}

// It does not depend on alpha, which a reader moves.
const knownBayes = remember(betaBinomial);

/**
 * The chance to be better and what choosing the variant would lose. Conversions by the beta-binomial, from a flat prior or from one whose
 * spread of lifts the reader chose; everything else by the normal. A metric of which less is better is read by what did not happen.
 */
function believe(
  counts: Counts | null,
  contrast: Contrast | null,
  better: string,
  {prior, base}: {prior: number | null; base: number | null}
): Comparison["bayes"] {
  const isMore = better === "higher";
  if (counts && Math.min(counts[0].n, counts[1].n) > 0) {
    const arms = isMore ? counts : counts.map(({x, n}) => ({x: n - x, n}));
    const worth = prior === null ? ([1, 1] as const) : betaPrior(counts, prior);
    const [, variant] = knownBayes(arms, {prior: isMore ? worth : [worth[1], worth[0]]});
    return variant ? {chance: variant.chance, loss: variant.loss} : null;
  }
  if (!contrast || contrast.squared === 0) return null;
  const seen = {difference: isMore ? contrast.difference : -contrast.difference, se: Math.sqrt(contrast.squared)};
  const sd = prior === null || !base ? null : prior * Math.abs(base);
  const found = gaussianBayes(seen, sd === null ? undefined : {mean: 0, sd});
  return found && {chance: found.chance, loss: found.loss.variant};
}

/** The beta prior of both arms around their common rate whose difference has the spread believed in, a fraction of that rate. */
function betaPrior([a, b]: Counts, prior: number): readonly [number, number] {
  const rate = (a.x + b.x + 1) / (a.n + b.n + 2);
  const worth = (2 * (1 - rate)) / (prior * prior * rate) - 1;
  return [Math.max(0.1, worth * rate), Math.max(0.1, worth * (1 - rate))];
}
