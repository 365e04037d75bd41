/** A change relative to the control, as a fraction of it and so that more is better, with its 95 % interval. */
export interface Lift {
  value: number;
  lower: number;
  upper: number;
}

/** What one variant of a past test did to the test's first primary rate. */
export interface PastEffect {
  id: string;
  slug: string;
  name: string;
  variant: string;
  metric: string;
  metricName: string;
  unit: "user" | "account";
  /** Units of both arms. */
  n: number;
  ended: string;
  decision: "ship" | "keep" | "extend" | "stop" | "invalid";
  /** The one variant of its test that is taken to be in use since. */
  shipped: boolean;
  raw: Lift;
  /** Drawn towards what tests usually do; null where one test is all there is. */
  shrunken: Lift | null;
}

/** All shipped changes of one metric taken together, as if none took from another. */
export interface Cumulative {
  metric: string;
  metricName: string;
  tests: number;
  /** The raw effects multiplied, which luck in the winners makes too large. */
  naive: Lift;
  shrunken: Lift | null;
}

/** Units that got messages beside units that got none. */
export interface HoldoutGap {
  slug: string;
  name: string;
  status: "running" | "finished";
  from: string;
  to: string;
  metric: string;
  metricName: string;
  unit: "user" | "account";
  nHoldout: number;
  nRest: number;
  gap: Lift | null;
  /** Why there is no gap. */
  reason: string | null;
  /** What shipped by its end moved the same metric by; null where nothing did. */
  shipped: Cumulative | null;
}

/** The mean of tests whose variant has a tag that its control has not. */
export interface TagMean {
  tag: string;
  /** Named in the plan, or read from the copy. */
  source: "plan" | "copy";
  tests: string[];
  mean: Lift | null;
  p: number | null;
  /** Benjamini–Hochberg over all tags with a mean. */
  pAdjusted: number | null;
  /** Standard deviation of the effects between tests, on the log scale. */
  spread: number | null;
}

/** What all message tests say together. */
export interface Readout {
  tally: {
    /** Finished, planned, with a split as planned. */
    tests: number;
    won: number;
    rate: {value: number; lower: number; upper: number} | null;
    running: number;
    invalid: number;
    unplanned: number;
  };
  /** What such tests usually do; null for fewer than two tests. */
  usual: {mean: Lift; spread: number; tests: number; effects: number} | null;
  effects: PastEffect[];
  /** Tests that are counted but have no effect on a rate, and why. */
  omitted: {name: string; reason: string}[];
  cumulative: Cumulative[];
  holdouts: HoldoutGap[];
  tags: TagMean[];
}
