/** A difference between two periods. `noise` is true where its interval holds no change. */
export interface Change {
  value: number | null;
  lower: number | null;
  upper: number | null;
  /** Two-sided; null where nothing varies. */
  p: number | null;
  against: string;
  period: string;
  noise: boolean;
}

/** The change of a measure for the company (dimension null) or one value of a dimension, made account by account. */
export interface SegmentChange {
  id: string;
  /** Months between the two; 12 where it is not given. */
  lag?: number;
  dimension: string | null;
  value: string | null;
  change: Change | null;
}
