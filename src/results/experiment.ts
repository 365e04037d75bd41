import type {Contrast} from "../stats/compareContrast.js";
import type {Estimated} from "./messages.js";

/** What is known of one arm and one metric: units, and for conversions how many converted. */
export interface ArmCell {
  arm: string;
  n: number;
  value: number | null;
  /** Units that did it; null for anything but a conversion of units that are independent. */
  converted: number | null;
  /** Accounts the units belong to, where users of one account count together. */
  accounts: number | null;
}

/** One variant beside the control in one view of a metric. Either both are conversions with counts, or there is a contrast. */
export interface Versus {
  variant: string;
  contrast: Contrast | null;
  /** Why there is no contrast although units were counted. */
  reason: string | null;
  method: string | null;
  warnings: string[];
  /** Accounts dealt to the arms anew, where they are few. */
  permutation: {p: number; draws: number} | null;
  /** The contrast weighted by registered segments as large as in all arms together; of all units and independent ones only. */
  strata?: {dimension: string; contrast: Contrast}[];
}

/** A metric over some units: all of them, those of one segment, or those who saw one arm only. */
export interface View {
  segment: {dimension: string; value: string} | null;
  /** Units that saw more than one arm are left out. */
  excluded: boolean;
  /** There where the metric is cut to limits: the same without them. */
  uncapped?: boolean;
  arms: ArmCell[];
  versus: Versus[];
}

/** What was known of the comparison when a share of the planned units had had their time. */
export interface Look {
  day: string;
  /** Units of all arms that had had their time by then. */
  n: number;
  /** Of the planned units; null for what is seen between planned looks, which is read at any time only. */
  fraction: number | null;
  versus: {variant: string; contrast: Contrast | null}[];
}

export type MetricKind = "conversion" | "mean" | "ratio" | "revenue" | "retention" | "quantile";

export interface MetricResult {
  id: string;
  name: string;
  kind: MetricKind;
  role: "primary" | "guardrail" | "exploratory";
  better: "higher" | "lower";
  margin: number | null;
  windowHours: number | null;
  /** The value above which a unit counts as that value; null where nothing is cut. */
  cap: number | null;
  /** The value below which a unit counts as that value. */
  floor?: number | null;
  /** The first view is of all units; one without limits comes last. */
  views: View[];
  looks: Look[];
}

export interface Arm {
  id: string;
  name: string;
  copy: string | null;
  tags: string[];
  /** The share planned for it; null where it is not in the plan. */
  planned: number | null;
  units: number;
  mixed: number;
}

/** Whether units split as planned: of all, at a stage, or in a segment. */
export interface Split {
  at: string | null;
  /** What `at` is a value of; not there for the split of all. */
  dimension?: string;
  counts: number[];
  chi2: number | null;
  df: number | null;
  p: number | null;
  eValue: number | null;
  flag: boolean;
}

/** One arm at one stage of what became of its messages. */
export interface FunnelArm {
  arm: string;
  /** Its units whose window is over. */
  assigned: number;
  /** Those of them that came to the stage; null where the arm sends no message. */
  count: number | null;
  /** Of the assigned. */
  share: Estimated | null;
}

export interface FunnelStage {
  stage: "assigned" | "delivered" | "opened" | "clicked" | "trial" | "upgraded";
  /** Whether all it counts are among those of the stage before; trials and upgrades are counted without a click, too. */
  nested: boolean;
  /** How long after the first exposure it is counted. */
  hours: number;
  arms: FunnelArm[];
}

/** Something about the test that a reader must know before its numbers. */
export interface Finding {
  check: string;
  state: "good" | "warn" | "bad";
  text: string;
}

export interface Experiment {
  id: string;
  /** Its address below experiments/. */
  slug: string;
  name: string;
  hypothesis: string | null;
  owner: string | null;
  unit: "user" | "account";
  status: "running" | "finished";
  /** Not planned before the data were seen. */
  exploratory: boolean;
  from: string;
  to: string;
  ends: string | null;
  alpha: number;
  /** The smallest difference that would matter, in the unit of the first primary metric. */
  mde: number | null;
  plannedUnits: number | null;
  looks: number | null;
  spending: "obrien-fleming" | "pocock" | "power";
  control: string;
  arms: Arm[];
  srm: Split;
  splits: Split[];
  multipleExposed: number;
  findings: Finding[];
  metrics: MetricResult[];
  perDay: {day: string; arm: string; units: number}[];
  /** Empty where no message is known to be the test's. */
  funnel: FunnelStage[];
}
