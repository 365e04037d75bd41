import {
  discountedLifetime,
  fitSbg,
  kaplanMeier,
  sbgSurvival,
  type RenewalOpportunity,
  type Sbg
} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import {type LifetimeValue, intervalOf, leastAtRisk, scales} from "./lifetimeValue.js";
import {tenuresBy} from "./tenuresBy.js";

/** The value of an account that begins on a term, from a model of its renewals. */
export interface RenewalValue extends LifetimeValue {
  termMonths: number;
  /** Different renewals that at least ten accounts could make, to which the model is fitted; without a fit all that were seen. */
  renewals: number;
  /** True where a value rests on too few renewals to lean on. */
  isUnstable: boolean;
  status: Sbg["status"] | "refused";
  alpha: number | null;
  beta: number | null;
  /** The share still there after the last renewal fitted: as seen, and as the model has it. */
  fit: {renewal: number; seen: number; model: number} | null;
}

const [fewestFitted, fewestStable] = [3, 5];

/** Accounts that began on a term, what they paid a month at first in minor units, and their renewals. */
interface Block {
  accounts: number;
  revenue: number;
  steps: RenewalOpportunity[];
}

/**
 * By value of a dimension, or under "" for all accounts: one for each term on which enough accounts began, the most common first.
 */
export async function renewalValues(w: Warehouse, dimension: string | null): Promise<Map<string, RenewalValue[]>> {
  const starts = await w.engine.rows<{
    segment: string;
    term: number;
    block: number;
    accounts: number;
    revenue: number;
  }>(
    `with ${tenuresBy(dimension)}
    select t.segment, m.term_months as term, t.block, count(*) as accounts, sum(cast(m.amount as double)) as revenue
    from tenure_months as m inner join grouped as t on t.account_id = m.account_id
    where m.age = 0 and t.is_truncated = 0 group by 1, 2, 3 order by 1, 2, 3`
  );
  const steps = await w.engine.rows<RenewalOpportunity & {segment: string; term: number; block: number}>(
    `with ${tenuresBy(dimension)}
    select t.segment, r.term_months as term, r.block, r.renewal, count(*) as "atRisk", sum(r.is_lost) as lost
    from renewal_chances as r inner join grouped as t on t.account_id = r.account_id
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`
  );
  const of = <T extends {segment: string; term: number}>(rows: readonly T[], segment: string, term: number) =>
    rows.filter((row) => row.segment === segment && row.term === term);
  const values = (segment: string) =>
    [...new Set(starts.filter((s) => s.segment === segment).map((s) => s.term))]
      .map((term) => {
        const seen = of(steps, segment, term);
        const blocks = of(starts, segment, term).map(({block, accounts, revenue}): Block => {
          const own = seen.filter((s) => s.block === block);
          return {accounts, revenue, steps: own.map(({renewal, atRisk, lost}) => ({renewal, atRisk, lost}))};
        });
        return renewalValue(w, term, blocks);
      })
      .filter((value) => value.n >= w.config.privacy.min_cell)
      .sort((a, b) => b.n - a.n);
  return new Map([...new Set(starts.map((s) => s.segment))].map((segment) => [segment, values(segment)]));
}

function renewalValue(w: Warehouse, termMonths: number, all: readonly Block[]): RenewalValue {
  const seen = addSteps(all);
  const steps = seen.filter(({atRisk}) => atRisk >= leastAtRisk);
  // The same renewals whichever block is left out.
  const counted = new Set(steps.map(({renewal}) => renewal));
  const blocks = all.map((block) => ({...block, steps: block.steps.filter(({renewal}) => counted.has(renewal))}));
  const n = blocks.reduce((sum, block) => sum + block.accounts, 0);
  const fit = steps.length < fewestFitted ? null : fitSbg(steps);
  const value = fit && valueOf(w, termMonths, blocks);
  const none = {termMonths, renewals: seen.length, isUnstable: false, n, value: null, lower: null, upper: null};
  if (fit === null || value === null)
    return {
      ...{...none, status: fit?.status ?? ("refused" as const), alpha: null, beta: null, fit: null},
      reason: refusal(fit, steps, seen.length)
    };
  const without = blocks.map((_, i) => valueOf(w, termMonths, blocks.toSpliced(i, 1)));
  return {
    ...{...none, renewals: steps.length, isUnstable: steps.length < fewestStable},
    ...{status: fit.status, alpha: fit.alpha, beta: fit.beta, fit: compare(fit, steps)},
    ...{value, ...intervalOf(value, without)}
  };
}

/** The mean first revenue of a term × margin × discounted expected terms. */
function valueOf(w: Warehouse, termMonths: number, blocks: readonly Block[]): number | null {
  const {margin, minor, monthly} = scales(w);
  const fit = fitSbg(addSteps(blocks));
  if (fit === null || fit.status === "not converged" || fit.status === "divided") return null;
  const terms = discountedLifetime(fit, (1 + monthly) ** termMonths - 1);
  const accounts = blocks.reduce((sum, block) => sum + block.accounts, 0);
  const revenue = blocks.reduce((sum, block) => sum + block.revenue, 0);
  return terms === null ? null : (revenue / accounts / minor) * termMonths * margin * terms;
}

function addSteps(blocks: readonly Block[]): RenewalOpportunity[] {
  const byRenewal = new Map<number, RenewalOpportunity>();
  for (const {renewal, atRisk, lost} of blocks.flatMap((block) => block.steps)) {
    const step = byRenewal.get(renewal) ?? {renewal, atRisk: 0, lost: 0};
    byRenewal.set(renewal, {renewal, atRisk: step.atRisk + atRisk, lost: step.lost + lost});
  }
  return [...byRenewal.values()].sort((a, b) => a.renewal - b.renewal);
}

function refusal(fit: Sbg | null, steps: readonly RenewalOpportunity[], seen: number): string {
  if (fit?.status === "not converged") return "the model does not fit";
  if (fit?.status === "divided")
    return "at the edge of the model, where each account leaves at its first renewal or never";
  if (fit) return "without a discount it has no end";
  if (seen < fewestFitted) return `${seen} of at least ${fewestFitted} renewals seen`;
  if (steps.length < fewestFitted)
    return `${steps.length} of at least ${fewestFitted} renewals that ${leastAtRisk} accounts or more could make`;
  return steps.some(({lost}) => lost > 0) ? "nobody renewed" : "nobody left at a renewal";
}

function compare(fit: Sbg, steps: readonly RenewalOpportunity[]): RenewalValue["fit"] {
  const seen = kaplanMeier(steps.map(({renewal, atRisk, lost}) => ({time: renewal, atRisk, events: [lost]}))).at(-1);
  return seen ? {renewal: seen.time, seen: seen.survival, model: sbgSurvival(fit, seen.time)} : null;
}
