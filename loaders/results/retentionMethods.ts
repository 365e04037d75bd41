import type {Measure} from "../../src/definitions.js";
import {literal} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";
import {latest} from "./measures.js";
import {closedIndex, labelOf} from "./yearChange.js";

/** The other methods by letter, with the measures that hold their net and gross rate. */
const methods = {
  A: ["nrr", "grr"],
  B: ["nrr_monthly", "grr_monthly"],
  C: ["nrr_compounded", "grr_compounded"],
  D: ["nrr_bridge", "grr_bridge"],
  E: ["nrr_survivor", "grr_survivor"],
  F: ["renewal_rate", "renewal_rate_gross"]
} as const;

/** What makes the methods differ, counted: accounts, minor units, and the parts of net rates in which they differ from the cohort's. */
export interface MethodFacts {
  cohort: {accounts: number; start: number; end: number; lost: number; lostStart: number};
  /** Twelve of the last month's rates multiplied. */
  monthlyPower: number | null;
  /** Not in the cohort but in the movements of the window: joined within it, or came back to it. */
  others: {accounts: number; gains: number; losses: number};
  /** Accounts of the cohort that stopped paying and came back within the window. */
  returned: {accounts: number; amount: number};
  /** What others, and returns with exchange rates, add to the compounded rate. Together its difference from the cohort's. */
  compounded: {others: number; returns: number} | null;
  /** What others, and exchange rates, add to the bridge. Together its difference from the cohort's. */
  bridge: {others: number; rates: number} | null;
  /** Of the cohort, those with no term longer than a month that ended in the window. */
  notDue: {accounts: number; start: number};
  renewals: number;
}

/** One value of one dimension. */
export interface Segment {
  dimension: string;
  value: string;
}

/** A rate by one method, net and gross, by the letter of the method. */
export interface MethodRow<Rate = Measure> {
  letter: string;
  net: Rate;
  gross: Rate;
}

/** Every method with a net and a gross rate, found by the id of its measure. */
export function methodRows<Rate>(find: (id: string) => Rate): MethodRow<Rate>[] {
  return Object.entries(methods).map(([letter, [net, gross]]) => ({letter, net: find(net), gross: find(gross)}));
}

/** Retention by six methods at the last closed month, and why they differ; null before there is a cohort. */
export async function retentionMethods(w: Warehouse, measures: Measure[]) {
  const rows = methodRows((id) => latest(measures, w, id));
  return {period: labelOf(closedIndex(w)), rows, facts: await methodFacts(w, rows, null)};
}

/** The row's own plan, as it was when the row was counted, or what its account is in another dimension. */
function within(segment: Segment | null, alias: string): string {
  if (segment === null) return "";
  const {dimension, value} = segment;
  if (dimension === "plan") return ` and coalesce(${alias}.plan, 'no plan') = ${literal(value)}`;
  return ` and ${alias}.account_id in (select account_id from account_attributes where ${dimension} = ${literal(value)})`;
}

/** What makes the rates of the company, or of one segment, differ. */
export async function methodFacts(
  w: Warehouse,
  rows: readonly MethodRow<{value: number | null}>[],
  segment: Segment | null
): Promise<MethodFacts | null> {
  const t = closedIndex(w);
  const window = w.config.settings.nrr.window_months;
  const value = (letter: string) => rows.find((row) => row.letter === letter)!.net.value;
  const one = async (sql: string) => (await w.engine.rows<Record<string, number>>(sql))[0]!;
  const cohort = await one(`select count(*) as accounts, coalesce(sum(start_amount), 0) as start,
      coalesce(sum(end_amount), 0) as "end", coalesce(sum(is_lost), 0) as lost,
      coalesce(sum(case when is_lost = 1 then start_amount else 0 end), 0) as "lostStart"
    from retention_accounts as c where c.month_index = ${t}${within(segment, "c")}`);
  if (cohort.accounts === 0) return null;
  const moved = await one(`select
      count(distinct case when c.account_id is null then v.id end) as accounts,
      coalesce(sum(case when c.account_id is null then v.expansion_amount + v.reactivation_amount + v.resume_amount else 0 end), 0) as gains,
      coalesce(sum(case when c.account_id is null then v.contraction_amount + v.churn_amount + v.pause_amount else 0 end), 0) as losses,
      count(distinct case when c.account_id is not null and v.came_back > 0 then v.id end) as returned,
      coalesce(sum(case when c.account_id is not null then v.came_back else 0 end), 0) as amount
    from (select coalesce(l.survivor_id, m.account_id) as id, m.*, m.reactivation_amount + m.resume_amount + m.new_amount as came_back
      from movements as m left join account_lineage as l on l.month_index = ${t} and l.account_id = m.account_id
      where m.month_index > ${t - window} and m.month_index <= ${t}${within(segment, "m")}) as v
    left join retention_accounts as c on c.month_index = ${t} and c.account_id = v.id`);
  const months = await w.engine.rows<{
    start: number;
    end: number;
  }>(`select sum(p.start_amount) as start, sum(p.end_amount) as "end"
    from retention_months as p
    left join account_lineage as l on l.month_index = ${t} and l.account_id = p.account_id
    inner join retention_accounts as c on c.month_index = ${t} and c.account_id = coalesce(l.survivor_id, p.account_id)
    where p.month_index > ${t - window} and p.month_index <= ${t}${within(segment, "p")} group by p.month_index`);
  const due = await one(`select count(*) as accounts, coalesce(sum(c.start_amount), 0) as start
    from retention_accounts as c
    left join renewal_accounts as r on r.month_index = c.month_index and r.account_id = c.account_id
    where c.month_index = ${t} and r.account_id is null${within(segment, "c")}`);
  const [a, b, c, d] = ["A", "B", "C", "D"].map(value);
  const ofCohort = months.reduce((product, row) => (product * row.end) / row.start, 1);
  const others = (moved.gains! - moved.losses!) / cohort.start!;
  return {
    cohort: cohort as unknown as MethodFacts["cohort"],
    monthlyPower: b == null ? null : b ** window,
    others: {accounts: moved.accounts!, gains: moved.gains!, losses: moved.losses!},
    returned: {accounts: moved.returned!, amount: moved.amount!},
    compounded: a == null || c == null ? null : {others: c - ofCohort, returns: ofCohort - a},
    bridge: a == null || d == null ? null : {others, rates: d - a - others},
    notDue: due as unknown as MethodFacts["notDue"],
    renewals: (
      await one(`select coalesce(sum(renewals), 0) as n from renewal_accounts as r
      where r.month_index = ${t}${within(segment, "r")}`)
    ).n!
  };
}
