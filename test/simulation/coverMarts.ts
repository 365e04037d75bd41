import {computeMeasures} from "../../loaders/results/measures.js";
import {loadCompanies} from "./loadCompanies.js";
import type {World} from "./simulateCompanies.js";
import {truthOf} from "./truthOf.js";

/** One interval of one simulated company. */
export interface Interval {
  id: string;
  truth: number;
  value: number;
  lower: number;
  upper: number;
  n: number;
}

/** Measures whose truth is known from the world, as every run of the product computes them. */
const ids = ["nrr", "grr", "upgrade_hazard", "trial_conversion_year"] as const;

/** Simulates companies, runs contract, marts and measures over them, and returns every interval beside its truth. */
export async function coverMarts(world: World): Promise<Interval[]> {
  const truth = truthOf(world);
  const {w, close} = await loadCompanies(world);
  try {
    const last = w.months.findLast((m) => m.is_closed)!.label;
    const measures = (await computeMeasures(w)).filter(
      (m) => m.segment?.startsWith("size_band=c") && m.period === last
    );
    return ids.flatMap((id) =>
      measures
        .filter((m) => m.id === id)
        .map((m) => ({id, truth: truth[id], value: m.value!, lower: m.lower!, upper: m.upper!, n: m.n!}))
    );
  } finally {
    close();
  }
}

/** What a set of intervals of one measure says about itself. */
export interface Coverage {
  id: string;
  companies: number;
  /** Mean of n. */
  n: number;
  covered: number;
  /** Standard error of `covered`, from the number of companies. */
  error: number;
  /** Shares of intervals that lie wholly below, and wholly above, the truth. */
  below: number;
  above: number;
  /** Mean of the estimates less the truth, in standard errors of that mean. */
  bias: number;
}

/** Coverage of each id, in order of appearance. An interval that is missing covers nothing. */
export function coverageOf(intervals: readonly Interval[]): Coverage[] {
  return [...new Set(intervals.map((i) => i.id))].map((id) => {
    const own = intervals.filter((i) => i.id === id);
    const share = (test: (i: Interval) => boolean) => own.filter(test).length / own.length;
    const covered = share((i) => i.lower !== null && i.lower <= i.truth && i.truth <= i.upper);
    const mean = own.reduce((sum, i) => sum + i.value - i.truth, 0) / own.length;
    const variance = own.reduce((sum, i) => sum + (i.value - i.truth - mean) ** 2, 0) / (own.length - 1);
    return {
      id,
      companies: own.length,
      n: own.reduce((sum, i) => sum + i.n, 0) / own.length,
      covered,
      error: Math.sqrt((covered * (1 - covered)) / own.length),
      below: share((i) => i.upper < i.truth),
      above: share((i) => i.lower > i.truth),
      bias: mean / Math.sqrt(variance / own.length)
    };
  });
}
