import type {Experiment, MetricResult, View} from "../../src/results/experiment.js";
import {contrastOf} from "../../src/stats/index.js";
import {type ExperimentRead, analyse} from "../../src/verdict/analyse.js";

/** Conversions and units. */
export type Arms = Record<string, readonly [x: number, n: number]>;

export interface PastTest extends Partial<Omit<Experiment, "arms" | "metrics" | "srm">> {
  /** The first is the control. */
  counts: Arms;
  tags?: Record<string, string[]>;
  copy?: Record<string, string>;
  metric?: Partial<MetricResult>;
  broken?: boolean;
  segments?: {dimension: string; value: string; counts: Arms}[];
}

/** A finished test of conversions, as a build reads it. */
export function pastTest(id: string, test: PastTest): ExperimentRead {
  const {counts, tags = {}, copy = {}, metric = {}, broken = false, segments = [], ...rest} = test;
  const names = Object.keys(counts);
  const units = names.map((name) => counts[name]![1]);
  const experiment: Experiment = {
    ...{id, slug: id, name: id, hypothesis: "h", owner: "o", unit: "user", status: "finished", exploratory: false},
    ...{from: "2026-01-01", to: "2026-01-31", ends: "2026-01-31", alpha: 0.05, mde: null, plannedUnits: null},
    ...{looks: null, spending: "obrien-fleming", control: names[0]!},
    arms: names.map((name, i) => ({
      ...{id: name, name, copy: copy[name] ?? null, tags: tags[name] ?? []},
      ...{planned: 1 / names.length, units: units[i]!, mixed: 0}
    })),
    srm: {at: null, counts: units, chi2: 0, df: 1, p: 1, eValue: 0, flag: broken},
    ...{splits: [], multipleExposed: 0, findings: [], perDay: [], funnel: []},
    metrics: [
      {
        ...{id: "buy", name: "Buy", kind: "conversion", role: "primary", better: "higher", margin: null},
        ...{windowHours: 48, cap: null, looks: []},
        views: [
          viewOf(null, counts),
          ...segments.map(({dimension, value, counts: own}) => viewOf({dimension, value}, own))
        ],
        ...metric
      }
    ],
    ...rest
  };
  return {...experiment, comparisons: analyse(experiment)};
}

function viewOf(segment: View["segment"], counts: Arms): View {
  const [control, ...variants] = Object.keys(counts);
  const sample = (name: string) => {
    const [x, n] = counts[name]!;
    const mean = x / n;
    return {n, mean, variance: (mean * (1 - mean) * n) / (n - 1)};
  };
  return {
    segment,
    excluded: false,
    arms: Object.entries(counts).map(([arm, [x, n]]) => ({arm, n, value: x / n, converted: x, accounts: null})),
    versus: variants.map((variant) => ({
      ...{variant, contrast: contrastOf(sample(control!), sample(variant))},
      ...{reason: null, method: null, warnings: [], permutation: null}
    }))
  };
}
