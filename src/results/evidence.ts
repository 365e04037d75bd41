/** Bounds of an interval, as the measure states them; null where there is none. */
type Bounds = readonly [lower: number | null, upper: number | null] | null;

/** One rate with everything that says how far it can be trusted. */
export interface RateEvidence {
  value: number;
  linearised: Bounds;
  bootstrap: Bounds;
  /** The smallest and the largest rate when any one account is left out. */
  leaveOneOut: Bounds;
}

/** What speaks for and against NRR and GRR of the company (dimension null), or of one value of a dimension. */
export interface Evidence {
  dimension: string | null;
  value: string | null;
  n: number;
  /** Share of the starting revenue that the largest account holds. */
  largestShare: number | null;
  /** Why the rate should not be leant on; null where nothing speaks against it. */
  weak: "few accounts" | "one large account" | null;
  nrr: RateEvidence;
  grr: RateEvidence;
}
