import type {Definition, Measure} from "../definitions.js";

/** A measure as it is kept. */
export type FrozenMeasure = Omit<Measure, "definition" | "reason">;

/** What a report keeps for good, in measures.json. */
export interface Report {
  name: string;
  company: string;
  currency: string;
  locale: string;
  asOf: string;
  closedMonth: string | null;
  /** Hash of exports, registers, settings and code. */
  inputs: string;
  settings: {key: string; value: string | number | null}[];
  checks: {name: string; about: string; severity: string; broken: number}[];
  definitions: Definition[];
  /** The company in every closed month, and each segment in the last of them. */
  measures: FrozenMeasure[];
  /** Measures of a segment that were not kept, because too few accounts are in it. */
  leftOut: number;
  diff: ReportDiff | null;
}

/** A report against the one before it. */
export interface ReportDiff {
  previous: string;
  previousAsOf: string;
  rows: DiffRow[];
  /** Settings that are not what they were. */
  settings: {key: string; before: string | number | null; now: string | number | null}[];
  /** Checks that held and do not, or the other way round. */
  checks: {name: string; before: number | null; now: number | null}[];
}

export interface DiffRow {
  id: string;
  before: FrozenMeasure | null;
  now: FrozenMeasure;
  difference: number | null;
  /** True where the two intervals have no value in common; null where one of them has none. */
  apart: boolean | null;
  /** What moved besides the world: the definition, closed months, checks. */
  why: string[];
}

/** What a page shows of a report. */
export interface ShownReport extends Omit<Report, "measures"> {
  headline: FrozenMeasure[];
  series: Record<string, FrozenMeasure[]>;
  /** Rendered from Markdown in which no HTML is let through; null where nobody wrote any. */
  commentary: string | null;
  marts: {name: string; rows: number}[];
}

/** A line of the list of reports. */
export interface ReportEntry {
  name: string;
  asOf: string;
  closedMonth: string | null;
  previous: string | null;
  failed: number;
  headline: FrozenMeasure[];
}
