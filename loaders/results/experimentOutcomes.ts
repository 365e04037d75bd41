import {literal} from "../engines/duckdb.js";
import type {MetricPlan, PlacedPlan} from "../experimentPlan.js";
import {InputError, type Place} from "../inputError.js";
import type {Warehouse} from "../warehouse.js";
import {countedSql} from "./experimentEnd.js";

/** When a row of a contract table happened, and whose it is: the columns a metric is joined by. */
export const joins: Record<string, {at: string; user: string | null; account: string | null}> = {
  events: {at: '"at"', user: "user_id", account: "account_id"},
  usage: {at: "cast(day as timestamp)", user: "user_id", account: "account_id"},
  messages: {at: "coalesce(unsubscribed_at, clicked_at, opened_at, sent_at)", user: "user_id", account: "account_id"},
  responses: {at: "answered_at", user: "user_id", account: "account_id"},
  trials: {at: "started_at", user: null, account: "account_id"},
  payments: {at: "paid_at", user: null, account: "account_id"},
  tickets: {at: "opened_at", user: null, account: "account_id"},
  subscription_periods: {at: "starts_at", user: null, account: "account_id"},
  offer_events: {at: '"at"', user: null, account: "account_id"}
};

/** What a unit counts at most and at least; null where nothing is cut. */
export interface Limits {
  cap: number | null;
  floor: number | null;
}

/** How far back a unit's past is read, in hours: as far as it is counted, 30 days where it has no window. */
export function pastOf({window_hours}: MetricPlan): number {
  return window_hours ?? 720;
}

function placeOf(plan: PlacedPlan, metric: MetricPlan, i: number): Place {
  return {file: plan.file, line: plan.lineOf(`metrics.${i}`), key: metric.id};
}

/**
 * Fills the temporary table metric_units: one row per unit whose window is over, with its arm, account, when its window was over (the
 * as-of date where there is none), and what it did: y and, for ratios, d, from its first exposure until its window has passed; x the
 * same in as long a time before, and m = 1 where its account was not there then; did and had tell whether y and x were anything before
 * they were cut to the limits.
 */
export async function fillOutcomes(
  w: Warehouse,
  id: string,
  plan: PlacedPlan,
  metric: MetricPlan,
  i: number,
  limits: Limits = {cap: null, floor: null}
): Promise<void> {
  const place = placeOf(plan, metric, i);
  const facts = factsOf(id, plan, metric, i);
  const hours = (count: number) => `${count} * interval '1' hour`;
  const window = metric.window_hours === undefined ? null : hours(metric.window_hours);
  const until = window ? `u.exposed_at + ${window}` : "q.as_of_end";
  const past = hours(pastOf(metric));
  const counted = isCount(metric)
    ? "case when count(case when f.is_after = 1 then 1 end) > 0 then 1.0 else 0.0 end"
    : null;
  const sum = (name: string, when: number) => `coalesce(sum(case when f.is_after = ${when} then f.${name} end), 0)`;
  const limited = (sql: string) => `cast(${limitedSql(sql, limits)} as double)`;
  const sql = `create or replace temp table metric_units as with units as (
      select a.unit_id, a.variant_id, a.account_id, coalesce(a.account_id, a.unit_id) as cluster_id, a.exposed_at, a.stage,
        case when a.variants_seen > 1 then 1 else 0 end as is_mixed,
        ${window ? `a.exposed_at + ${window}` : "q.as_of_end"} as matured_at
      from assignments as a cross join parameters as q
      where a.experiment_id = ${literal(id)} and ${countedSql(plan)}
        ${window ? `and a.exposed_at + ${window} <= q.as_of_end` : ""}
    ),
    facts as (${facts}),
    done as (
      select u.unit_id, ${counted ?? sum("value", 1)} as y, ${metric.kind === "ratio" ? sum("per", 1) : "1.0"} as d,
        ${isCount(metric) ? "case when count(case when f.is_after = 0 then 1 end) > 0 then 1.0 else 0.0 end" : sum("value", 0)} as x,
        count(case when f.is_after < 1 then 1 end) as earlier
      from units as u cross join parameters as q
      left join (select t.*, v.unit_id as whose, 
          case when t.happened_at >= v.exposed_at then 1 when t.happened_at >= v.exposed_at - ${past} then 0 else -1 end as is_after
        from facts as t inner join units as v on v.unit_id = t.unit_id) as f
        on f.whose = u.unit_id and f.happened_at < ${until}
      group by 1
    )
    select u.unit_id, u.variant_id as variant, u.account_id, u.cluster_id, u.stage, u.is_mixed, cast(u.matured_at as date) as day,
      cast(u.exposed_at as date) as exposed_on, ${limited("d.y")} as y, cast(d.d as double) as d,
      case when d.y <> 0 then 1 else 0 end as did, case when d.x <> 0 then 1 else 0 end as had, d.earlier,
      case when c.created_at > u.exposed_at - ${past} then 0.0 else ${limited("d.x")} end as x,
      case when c.created_at > u.exposed_at - ${past} then 1.0 else 0.0 end as m
    from units as u inner join done as d on d.unit_id = u.unit_id left join accounts as c on c.account_id = u.account_id`;
  try {
    if (metric.kind === "revenue") await checkRates(w, id, metric, place);
    await w.engine.run(sql);
    if (metric.kind === "ratio") await checkPer(w, id, metric, place);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(
      `metric ${metric.id} of ${id} cannot be computed: ${String((error as Error).message).split("\n")[0]}`,
      place,
      `where, value and per are written with the columns of ${metric.table ?? "its table"}`
    );
  }
}

/** Whether the metric asks if something happened, rather than how much. */
export function isCount({kind}: Pick<MetricPlan, "kind">): boolean {
  return kind === "conversion" || kind === "retention";
}

/** unit_id, happened_at, value and per of everything that counts for the metric. */
export function factsOf(id: string, plan: PlacedPlan, metric: MetricPlan, i: number): string {
  const place = placeOf(plan, metric, i);
  if (metric.kind === "retention") return paying(metric);
  const table = metric.kind === "revenue" ? "payments" : metric.table!;
  const join = joins[table];
  const unit = join?.[plan.unit];
  if (!join)
    throw new InputError(
      `metric ${metric.id} of ${id} reads a table without dates: ${table}`,
      place,
      `use one of ${Object.keys(joins).join(", ")}`
    );
  if (!unit)
    throw new InputError(
      `metric ${metric.id} of ${id} reads ${table}, which has no ${plan.unit}`,
      place,
      "use a table that names the unit, such as events"
    );
  if (metric.kind === "revenue")
    return `select account_id as unit_id, happened_at, 1.0 as per, sign * amount * rate as value from (${paid(metric)}) as p`;
  const how = isCount(metric) ? "1" : metric.value;
  return `select ${unit} as unit_id, ${join.at} as happened_at, cast((${how}) as double) as value,
      cast((${metric.kind === "ratio" ? metric.per : "1"}) as double) as per
    from ${table} where ${metric.where}`;
}

/**
 * Payments with the rate from their minor units to the reporting currency's major ones: that of their month, or of the month before it
 * while it is open; null where there is none.
 */
function paid({where}: MetricPlan): string {
  return `select p.account_id, p.paid_at as happened_at, p.currency, case p.kind when 'refund' then -1 else 1 end as sign, p.amount,
      case when coalesce(p.currency, q.currency) = q.currency then 1.0
        else coalesce(r.rate, case when not n.is_closed then e.rate end) end / power(10, coalesce(c.minor_digits, 2)) as rate
    from (select * from payments where ${where}) as p cross join parameters as q
    left join months as n on p.paid_at >= n.starts_at and p.paid_at < n.ends_at
    left join currencies as c on c.currency = coalesce(p.currency, q.currency)
    left join fx_rates as r on r.currency = p.currency
      and r.month = coalesce(n.month, cast(date_trunc('month', p.paid_at) as date))
    left join fx_rates as e on e.currency = p.currency and e.month = n.previous_month`;
}

/** Throws where money that was paid since an exposure cannot be converted, rather than leave it out. */
async function checkRates(w: Warehouse, id: string, metric: MetricPlan, place: Place): Promise<void> {
  const [lost] = await w.engine.rows<{currency: string; day: string}>(
    `select p.currency, cast(cast(min(p.happened_at) as date) as varchar) as day from (${paid(metric)}) as p
    inner join assignments as a on a.unit_id = p.account_id and p.happened_at >= a.exposed_at
    where a.experiment_id = ${literal(id)} and p.rate is null group by 1 order by 1`
  );
  if (lost)
    throw new InputError(
      `metric ${metric.id} of ${id} counts money in ${lost.currency}, which has no rate for ${lost.day.slice(0, 7)}`,
      place,
      "add it to the fx_rates export"
    );
}

/** Throws where a unit adds up to less than nothing to divide by: such a ratio has no mean over accounts. */
async function checkPer(w: Warehouse, id: string, metric: MetricPlan, place: Place): Promise<void> {
  const [row] = await w.engine.rows<{negative: number}>("select count(*) as negative from metric_units where d < 0");
  if (row!.negative > 0)
    throw new InputError(
      `metric ${metric.id} of ${id} divides by a negative number for ${row!.negative} unit${row!.negative === 1 ? "" : "s"}`,
      place,
      "per must not be negative"
    );
}

/** A unit whose account pays when its window is over, dated to just before that. */
function paying({window_hours = 0, where}: MetricPlan): string {
  const end = `u.exposed_at + ${window_hours} * interval '1' hour`;
  return `select u.unit_id, max(${end} - interval '1' second) as happened_at, 1.0 as value, 1.0 as per from units as u
    inner join (select * from licences where pays and (${where})) as l on l.account_id = u.cluster_id
      and l.starts_at < ${end} and (l.ends_at is null or l.ends_at >= ${end})
    group by 1`;
}

/** SQL that cuts a value to the limits. */
function limitedSql(sql: string, {cap, floor}: Limits): string {
  const below = cap === null ? sql : `least(${sql}, ${cap})`;
  return floor === null ? below : `greatest(${below}, ${floor})`;
}
