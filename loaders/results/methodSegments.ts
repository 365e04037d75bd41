import type {Measure} from "../../src/definitions.js";
import type {Warehouse} from "../warehouse.js";
import {short} from "./lifetimeSegments.js";
import {type MethodFacts, type MethodRow, type Segment, methodFacts, methodRows} from "./retentionMethods.js";
import {closedIndex, labelOf} from "./yearChange.js";

type Rate = Pick<Measure, "value" | "lower" | "upper" | "n" | "reason">;

/** The facts of a segment; null are those that too few accounts make to be published. */
export interface SegmentFacts extends Omit<MethodFacts, "cohort" | "others" | "returned" | "notDue"> {
  cohort: {accounts: number; start: number; end: number; lost: number | null; lostStart: number | null};
  others: MethodFacts["others"] | null;
  returned: MethodFacts["returned"] | null;
  notDue: MethodFacts["notDue"] | null;
}

export interface MethodSegment extends Segment {
  rows: MethodRow<Rate>[];
  facts: SegmentFacts;
}

/** Retention by six methods of every value of every dimension that has a cohort large enough to be shown. */
export async function methodSegments(
  w: Warehouse,
  dimensions: readonly string[],
  measures: readonly Measure[]
): Promise<MethodSegment[]> {
  const least = w.config.privacy.min_cell;
  const period = labelOf(closedIndex(w));
  const all: MethodSegment[] = [];
  const now = measures.filter((m) => m.period === period);
  for (const dimension of dimensions) {
    const cohorts = now.filter((m) => m.id === "nrr" && m.segment?.startsWith(`${dimension}=`) && (m.n ?? 0) >= least);
    for (const {segment} of cohorts) {
      const own = now.filter((m) => m.segment === segment);
      const rows = methodRows((id) =>
        rateOf(
          own.find((m) => m.id === id),
          least
        )
      );
      const value = segment!.slice(dimension.length + 1);
      const facts = await methodFacts(w, rows, {dimension, value});
      if (facts) all.push({dimension, value, rows, facts: publishable(facts, least)});
    }
  }
  return all;
}

function rateOf(measure: Measure | undefined, least: number): Rate {
  const none = {value: null, lower: null, upper: null, n: null};
  if (!measure) return {...none, reason: "an account may change its plan within the window"};
  if (measure.value !== null && (measure.n ?? 0) < least) return {...none, reason: `fewer than ${least} accounts`};
  return short(measure);
}

function publishable({cohort, others, returned, notDue, ...facts}: MethodFacts, least: number): SegmentFacts {
  const isFew = (accounts: number) => accounts > 0 && accounts < least;
  const known = <T extends {accounts: number}>(part: T) => (isFew(part.accounts) ? null : part);
  return {
    ...facts,
    cohort: {...cohort, ...(isFew(cohort.lost) ? {lost: null, lostStart: null} : {})},
    others: known(others),
    returned: known(returned),
    notDue: known(notDue)
  };
}
