import {identifier} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";
import {leavingHazard, monthlyTrials, useAround} from "./effectModels.js";
import {leavingRates} from "./effectRates.js";
import {type RiskMonth, type RiskSample, readSample} from "./effectSample.js";
import type {computeExperiments} from "./experiments.js";
import {offersRead} from "./offers.js";

type Experiments = Awaited<ReturnType<typeof computeExperiments>>["experiments"];
/** Dimensions to look within, and their values. */
interface Groups {
  dimensions: readonly string[];
  values: Readonly<Record<string, readonly string[]>>;
}

export type EffectResult = Awaited<ReturnType<typeof effectPage>>;

/** What is known of whether upgrades and offers changed anything: randomised offers first, then what was only observed. */
export async function effectPage(w: Warehouse, experiments: Experiments, groups: Groups) {
  const offers = await offersRead(w, experiments);
  const least = w.config.privacy.min_cell;
  const sample = await readSample(w);
  const [counts] = await w.engine.rows<{leftOutside: number}>(
    'select count(case when has_left = 1 and can_leave = 0 then 1 end) as "leftOutside" from risk_months'
  );
  const facts = {
    offers,
    sample: {upgraded: sample.upgraded, others: sample.others},
    leftOutside: counts?.leftOutside ?? 0,
    months: {first: labelOf(w, sample.first), last: labelOf(w, sample.last)}
  };
  const reason = reasonNot(sample, least);
  if (reason) return {...facts, reason, rates: [], hazard: null, trials: [], groups: [], use: null};
  return {
    ...facts,
    reason: null,
    rates: await leavingRates(w),
    hazard: leavingHazard(sample),
    trials: [6, 12].map((horizon) => ({horizon, ...shown(monthlyTrials(sample, horizon), least)})),
    groups: await byGroup(w, sample, groups, least),
    use: useAround(sample, least)
  };
}

function reasonNot({upgraded, others}: RiskSample, least: number): string | null {
  if (upgraded.all + others.all === 0) return "no account could upgrade yet";
  if (upgraded.all === 0) return "no account has upgraded yet";
  if (upgraded.all < least) return `fewer than ${least} accounts have upgraded`;
  return others.all < least ? `fewer than ${least} accounts have not upgraded` : null;
}

function labelOf({months}: Warehouse, index: number): string | null {
  return months.find(({month_index}) => month_index === index)?.label ?? null;
}

/** A pooled trial, or only its reason where a side has too few accounts to show. */
function shown(found: ReturnType<typeof monthlyTrials>, least: number) {
  const small = [found.treated, found.controls].some((arm) => arm !== null && arm.units < least);
  if (!small) return found;
  const reason = `fewer than ${least} accounts on one side`;
  return {
    ...found,
    treated: null,
    controls: null,
    difference: null,
    plain: null,
    ess: null,
    largest: null,
    balance: [],
    reason
  };
}

/**
 * The trials of twelve months within each value of each dimension: the plan as held at their start, other attributes as they are
 * today. Groups with too few accounts, or too few that left, are left out.
 */
async function byGroup(w: Warehouse, sample: RiskSample, {dimensions, values}: Groups, least: number) {
  const groups = [];
  for (const dimension of dimensions) {
    const names = values[dimension] ?? [];
    if (names.length < 2) continue;
    const of = dimension === "plan" ? null : await attributeOf(w, dimension);
    for (const name of names) {
      const keep = ({plan, account}: RiskMonth) => (of ? of.get(account) : (plan ?? "no plan")) === name;
      const {difference, treated, controls} = shown(monthlyTrials(sample, 12, keep), least);
      if (difference?.se == null) continue;
      groups.push({dimension, name, difference, accounts: treated?.units ?? 0, others: controls?.units ?? 0});
    }
  }
  return groups;
}

async function attributeOf({engine}: Warehouse, dimension: string): Promise<Map<string, string>> {
  const rows = await engine.rows<{account: string; value: string}>(
    `select account_id as account, ${identifier(dimension)} as value from account_attributes`
  );
  return new Map(rows.map(({account, value}) => [account, value]));
}
