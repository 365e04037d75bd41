import type {MetricKind} from "../results/experiment.js";
import type {Comparison as Compared} from "../stats/compareProportions.js";

export type Decision = "ship" | "keep" | "extend" | "stop" | "invalid";

/** What a look may say before the end. */
export interface Early {
  lower: number;
  upper: number;
  /** Whether the interval leaves out 0 in this look. */
  crossed: boolean;
}

/** A difference as another method reads it. */
export interface Reading {
  method: string;
  difference: number | null;
  lower: number | null;
  upper: number | null;
  p: number | null;
}

/** One metric of one variant beside the control. Rates are 0–1, means in the metric's own unit, lifts fractions of the control. */
export interface Comparison extends Compared {
  metric: string;
  metricName: string;
  kind: MetricKind;
  role: "primary" | "guardrail" | "exploratory";
  better: "higher" | "lower";
  margin: number | null;
  windowHours: number | null;
  control: string;
  variant: string;
  nControl: number;
  nVariant: number;
  /** Accounts of control and variant, where users of one account count together. */
  accounts: [control: number, variant: number] | null;
  valueControl: number | null;
  valueVariant: number | null;
  /** Units that converted; null where they are not counted one by one. */
  eventsControl: number | null;
  eventsVariant: number | null;
  /** Standard error of the difference, each arm with its own spread. */
  se: number | null;
  /** Holm over primary metrics × variants, Benjamini–Hochberg over exploratory ones; null for guardrails. */
  pAdjusted: number | null;
  /** One-sided p of harm beyond the margin ruled out; null without a margin. */
  pMargin: number | null;
  warnings: string[];
  /** Accounts dealt anew, where they are few. */
  pPermuted: number | null;
  /** The look of a planned test: interval at its boundary, and once the test is over the estimate that allows for stopping. */
  sequential:
    | (Early & {
        look: number;
        looks: number;
        z: number;
        fraction: number;
        adjusted: {estimate: number; lower: number; upper: number} | null;
        p: number | null;
      })
    | null;
  /** What may be read at any time, however often. */
  anytime: (Early & {p: number; burnedIn: boolean}) | null;
  /** The same by other methods, which decide nothing; p is null where a method has none. */
  alternatives: Reading[];
  /** Probability that the variant is better, and what choosing it would lose on average. */
  bayes: {chance: number; loss: number} | null;
  /** The difference drawn towards none, since those that are chosen for being large are too large. */
  shrunken: number | null;
  decision: Decision;
  reasons: string[];
}
