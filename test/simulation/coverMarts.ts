import {computeMeasures} from "../../loaders/results/measures.js";
import {kaplanMeier, riskFromCounts} from "../../src/stats/index.js";
import type {Warehouse} from "../../loaders/warehouse.js";
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
    const rates = ids.flatMap((id) =>
      measures
        .filter((m) => m.id === id)
        .map((m) => ({id, truth: truth[id], value: m.value!, lower: m.lower!, upper: m.upper!, n: m.n!}))
    );
    return [...rates, ...(await survivalOf(w, truth.survival))];
  } finally {
    close();
  }
}

/** Share that has not left by the 12th month, of each company and plan, from the spells the survival curves are drawn from. */
async function survivalOf({engine}: Warehouse, truth: readonly number[]): Promise<Interval[]> {
  const rows = await engine.rows<{
    company: string;
    rank: number;
    age: number;
    entered: number;
    lost: number;
    gone: number;
  }>(`
    with ends as (
      select account_id, plan_rank, entry_age as age, 1 as entered, 0 as lost, 0 as gone from tenure_spells where exit_age > entry_age
      union all
      select account_id, plan_rank, exit_age, 0, case when ended = 'left' then 1 else 0 end, 1 from tenure_spells
      where exit_age > entry_age
    )
    select a.size_band as company, e.plan_rank as rank, e.age, sum(entered) as entered, sum(lost) as lost, sum(gone) as gone
    from ends as e inner join account_attributes as a on a.account_id = e.account_id
    group by 1, 2, 3 order by 1, 2, 3`);
  const groups = new Map<string, typeof rows>();
  for (const row of rows)
    groups.set(`${row.company}|${row.rank}`, [...(groups.get(`${row.company}|${row.rank}`) ?? []), row]);
  return [...groups.values()].map((own) => {
    const curve = kaplanMeier(
      riskFromCounts({entered: byAge(own, "entered"), events: byAge(own, "lost"), left: byAge(own, "gone")})
    );
    const last = curve.findLast(({time}) => time <= 12)!;
    const {rank} = own[0]!;
    return {
      id: `survival_${rank}`,
      truth: truth[rank - 1]!,
      value: last.survival,
      lower: last.lower!,
      upper: last.upper!,
      n: own.reduce((sum, row) => sum + row.entered, 0)
    };
  });
}

type AgeRow = {age: number; entered: number; lost: number; gone: number};

const byAge = (rows: readonly AgeRow[], part: "entered" | "lost" | "gone"): number[] => {
  const counts = Array.from({length: 1 + Math.max(...rows.map(({age}) => age))}, () => 0);
  for (const row of rows) counts[row.age] = row[part];
  return counts;
};

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
  /** Mean half-width in units of 1.96 standard deviations of the estimates: 1 is as wide as it need be, 2 twice that. */
  width: number;
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
      bias: mean / Math.sqrt(variance / own.length),
      width: own.reduce((sum, i) => sum + i.upper - i.lower, 0) / own.length / (2 * 1.96 * Math.sqrt(variance))
    };
  });
}
