import {compareMeans, compareProportions, holm, srm} from "../../src/stats/index.js";
import {literal} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";
import type {ExperimentPlan, MetricPlan} from "../registers.js";
import type {Warehouse} from "../warehouse.js";
import {type Comparison, decide} from "./decision.js";

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

/** One arm's sufficient statistics for one metric. */
interface ArmStatistics {
  variant: string;
  n: number;
  mean: number;
  variance: number | null;
  converted: number;
}

/** Every experiment of the register that has exposures, and every one in the exposures that has no plan. */
export async function computeExperiments(w: Warehouse) {
  const seen = await w.engine.rows<{id: string}>("select distinct experiment_id as id from assignments order by 1");
  const experiments = [];
  for (const {id} of seen) experiments.push(await readOut(w, id, w.registers.experiments.get(id) ?? null));
  return {experiments};
}

async function readOut(
  w: Warehouse,
  id: string,
  plan: (ExperimentPlan & {file: string; lineOf: (key: string) => number}) | null
) {
  const counts = await w.engine.rows<{variant: string; units: number; mixed: number}>(
    `select variant_id as variant, count(*) as units, count(case when variants_seen > 1 then 1 end) as mixed
    from assignments where experiment_id = ${literal(id)} group by 1 order by 1`
  );
  const [span] = await w.engine.rows<{first: string; last: string; unit: "user" | "account"}>(
    `select cast(cast(min(exposed_at) as date) as varchar) as first, cast(cast(max(exposed_at) as date) as varchar) as last,
      coalesce((select min(unit_type) from exposures where experiment_id = ${literal(id)}), 'user') as unit
    from assignments where experiment_id = ${literal(id)}`
  );
  const control = plan?.control ?? counts.find((c) => c.variant === "control")?.variant ?? counts[0]!.variant;
  const names = [...new Set([control, ...Object.keys(plan?.split ?? {}), ...counts.map((c) => c.variant)])];
  const units = (name: string) => counts.find((c) => c.variant === name)?.units ?? 0;
  const weights = names.map((name) => (plan?.split ? (plan.split[name] ?? 0) : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const split = srm(names.map(units), weights);
  const alpha = plan?.alpha ?? 0.05;
  const ended = plan?.ends ? plan.ends <= w.asOf : false;
  const comparisons: Comparison[] = [];
  for (const [i, metric] of (plan?.metrics ?? []).entries()) {
    const arms = await statistics(w, id, plan!, metric, i);
    for (const name of names) if (name !== control) comparisons.push(compare(metric, arms, control, name, alpha));
  }
  const primaries = comparisons.filter((c) => c.role === "primary");
  const adjusted = holm(primaries.map((c) => c.p));
  primaries.forEach((c, i) => (c.pAdjusted = adjusted[i] ?? null));
  for (const c of comparisons)
    Object.assign(c, decide(c, comparisons, {alpha, ended, broken: split.flag, srmP: split.p}));
  const perDay = await w.engine.rows<{day: string; arm: string; units: number}>(
    `select cast(cast(exposed_at as date) as varchar) as day, variant_id as arm, count(*) as units
    from assignments where experiment_id = ${literal(id)} group by 1, 2 order by 1, 2`
  );
  return {
    id,
    slug: slugOf(id),
    name: plan?.name ?? id,
    hypothesis: plan?.hypothesis ?? null,
    owner: plan?.owner ?? null,
    unit: plan?.unit ?? span!.unit,
    status: ended ? ("finished" as const) : ("running" as const),
    exploratory: plan === null,
    from: span!.first,
    to: span!.last,
    ends: plan?.ends ?? null,
    alpha,
    control,
    arms: names.map((name, i) => ({
      id: name,
      name: plan?.arms[name]?.name ?? name,
      copy: plan?.arms[name]?.copy ?? null,
      planned: weights[i]! / total,
      units: units(name)
    })),
    srm: {chi2: split.chi2, df: split.df, p: split.p, eValue: split.eValue, flag: split.flag},
    multipleExposed: counts.reduce((sum, c) => sum + c.mixed, 0),
    comparisons,
    perDay
  };
}

/**
 * n, mean and variance an arm. A unit counts what happens from its first exposure until the window has passed; units whose window
 * is not over by the as-of date are left out of the metric, though not out of the split.
 */
async function statistics(
  w: Warehouse,
  id: string,
  plan: ExperimentPlan & {file: string; lineOf: (key: string) => number},
  metric: MetricPlan,
  i: number
): Promise<ArmStatistics[]> {
  const join = joins[metric.table];
  const unit = join?.[plan.unit];
  const place = {file: plan.file, line: plan.lineOf(`metrics.${i}`), key: metric.id};
  if (!join)
    throw new InputError(
      `metric ${metric.id} of ${id} reads a table without dates: ${metric.table}`,
      place,
      `use one of ${Object.keys(joins).join(", ")}`
    );
  if (!unit)
    throw new InputError(
      `metric ${metric.id} of ${id} reads ${metric.table}, which has no ${plan.unit}`,
      place,
      "use a table that names the unit, such as events"
    );
  const hours = metric.window_hours === undefined ? null : `${metric.window_hours} * interval '1' hour`;
  const value =
    metric.kind === "conversion" ? "case when count(e.unit_id) > 0 then 1.0 else 0.0 end" : "coalesce(sum(e.value), 0)";
  const sql = `with units as (
      select a.unit_id, a.variant_id, a.exposed_at from assignments as a cross join parameters as q
      where a.experiment_id = ${literal(id)}${hours ? ` and a.exposed_at + ${hours} <= q.as_of_end` : ""}
    ),
    facts as (
      select ${unit} as unit_id, ${join.at} as happened_at, cast((${metric.kind === "mean" ? metric.value : "1"}) as double) as value
      from ${metric.table} where ${metric.where}
    ),
    outcomes as (
      select u.unit_id, u.variant_id, cast(${value} as double) as y
      from units as u cross join parameters as q
      left join facts as e on e.unit_id = u.unit_id and e.happened_at >= u.exposed_at and e.happened_at < ${hours ? `u.exposed_at + ${hours}` : "q.as_of_end"}
      group by 1, 2
    )
    select variant_id as variant, count(*) as n, avg(y) as mean, var_samp(y) as variance, count(case when y > 0 then 1 end) as converted
    from outcomes group by 1`;
  try {
    return await w.engine.rows<ArmStatistics>(sql);
  } catch (error) {
    throw new InputError(
      `metric ${metric.id} of ${id} cannot be computed: ${String((error as Error).message).split("\n")[0]}`,
      place,
      `where and value are conditions on the columns of ${metric.table}`
    );
  }
}

function compare(
  metric: MetricPlan,
  arms: ArmStatistics[],
  control: string,
  variant: string,
  alpha: number
): Comparison {
  const none: ArmStatistics = {variant, n: 0, mean: 0, variance: null, converted: 0};
  const a = arms.find((arm) => arm.variant === control) ?? none;
  const b = arms.find((arm) => arm.variant === variant) ?? none;
  const result =
    metric.kind === "conversion"
      ? compareProportions({x: a.converted, n: a.n}, {x: b.converted, n: b.n}, {alpha})
      : compareMeans(a, b, {alpha});
  const sd = (arm: ArmStatistics) => (arm.variance === null ? null : Math.sqrt(arm.variance));
  return {
    metric: metric.id,
    metricName: metric.name ?? metric.id,
    kind: metric.kind,
    role: metric.role,
    better: metric.better,
    margin: metric.margin ?? null,
    windowHours: metric.window_hours ?? null,
    control,
    variant,
    nControl: a.n,
    nVariant: b.n,
    valueControl: a.n > 0 ? a.mean : null,
    valueVariant: b.n > 0 ? b.mean : null,
    sdControl: sd(a),
    sdVariant: sd(b),
    eventsControl: a.converted,
    eventsVariant: b.converted,
    difference: result.difference,
    lower: result.lower,
    upper: result.upper,
    p: result.p,
    pAdjusted: null,
    lift: result.lift,
    liftLower: result.liftLower,
    liftUpper: result.liftUpper,
    liftReason: result.liftReason,
    reason: result.reason,
    method: result.method,
    decision: "extend",
    reasons: []
  };
}

/**
 * An id as part of an address: other signs than letters, digits, - and _ become -, with their code, so that two ids stay two.
 *
 * slugOf("price page/2") // "price-20page-2f2"
 */
export function slugOf(id: string): string {
  return id.replace(/[^\w-]/gu, (sign) => `-${sign.codePointAt(0)!.toString(16)}`);
}
