import {type LateArm, lateEstimate} from "../../src/stats/index.js";
import {literal} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";
import type {MetricPlan, OutcomePlan, PlacedPlan, UptakePlan} from "../experimentPlan.js";
import type {Warehouse} from "../warehouse.js";
import type {ExperimentRead} from "../../src/verdict/analyse.js";
import {joins} from "./experimentOutcomes.js";

type Plan = PlacedPlan;
type Experiment = ExperimentRead;

/**
 * What randomised offers changed that could be refused: by being made, and for those who took them up because of it. One entry an
 * experiment whose plan says what taking it up is.
 */
export async function offersRead(w: Warehouse, experiments: readonly Experiment[]) {
  const offers = [];
  for (const experiment of experiments) {
    const plan = w.registers.experiments.get(experiment.id);
    if (!plan?.uptake) continue;
    const outcomes = plan.outcomes ?? plan.metrics.flatMap(asOutcome);
    for (const arm of experiment.arms) {
      if (arm.id === experiment.control) continue;
      const read = [];
      for (const [i] of outcomes.entries()) read.push(await readOutcome(w, experiment, plan, outcomes[i]!, i, arm.id));
      offers.push({
        id: experiment.id,
        slug: experiment.slug,
        name: experiment.name,
        unit: experiment.unit,
        alpha: experiment.alpha,
        broken: experiment.srm.flag,
        status: experiment.status,
        variant: arm.id,
        variantName: arm.name,
        controlName: experiment.arms.find(({id}) => id === experiment.control)!.name,
        uptake: plan.uptake.name ?? "Taken up",
        outcomes: read
      });
    }
  }
  return offers;
}

/** A primary metric read as an outcome, where it is of a kind that has one. */
function asOutcome({role, kind, table, ...metric}: MetricPlan): OutcomePlan[] {
  if (role !== "primary" || table === undefined || (kind !== "conversion" && kind !== "mean")) return [];
  const {id, name, where, value, window_hours} = metric;
  return [{id, name, where, value, window_hours, kind, table}];
}

async function readOutcome(
  w: Warehouse,
  {id, control, alpha}: Experiment,
  plan: Plan,
  outcome: OutcomePlan,
  i: number,
  variant: string
) {
  const arms = await armsOf(w, id, plan, outcome, i);
  const of = (name: string) => arms.find((arm) => arm.variant === name);
  const [base, offered] = [of(control), of(variant)];
  const {window_hours: windowHours = null, kind, name = outcome.id} = outcome;
  const share = (arm: LateArm | undefined, part: "sumY" | "sumD") => (arm?.units ? arm[part] / arm.units : null);
  const facts = {
    ...{id: outcome.id, name, windowHours},
    unit: kind === "mean" ? ("ratio" as const) : ("rate" as const),
    nControl: base?.units ?? 0,
    nOffered: offered?.units ?? 0,
    valueControl: share(base, "sumY"),
    valueOffered: share(offered, "sumY"),
    uptakeControl: share(base, "sumD"),
    uptakeOffered: share(offered, "sumD")
  };
  const none = {...facts, itt: null, uptake: null, late: null, strength: null, naive: null};
  const few = Math.min(base?.clusters ?? 0, offered?.clusters ?? 0) < w.config.privacy.min_cell;
  if (few) return {...none, reason: `fewer than ${w.config.privacy.min_cell} in an arm have had their time`};
  return {...facts, ...lateEstimate(base!, offered!, {alpha})!};
}

/** Sums and co-moments of outcome and uptake by arm, over accounts where they are known. */
async function armsOf(w: Warehouse, id: string, plan: Plan, outcome: OutcomePlan, i: number) {
  const hours = Math.max(outcome.window_hours ?? 0, plan.uptake!.window_hours ?? 0);
  const mature = hours > 0 ? `and a.exposed_at + ${hours} * interval '1' hour <= q.as_of_end` : "";
  const y = outcome.kind === "active" ? activeSql(outcome) : factsSql(plan, outcome, outcome.kind, `outcomes.${i}`, id);
  const d = factsSql(plan, plan.uptake!, "conversion", "uptake", id);
  const sql = `with units as (
      select a.unit_id, a.variant_id, coalesce(a.account_id, a.unit_id) as cluster_id, a.account_id, a.exposed_at
      from assignments as a cross join parameters as q where a.experiment_id = ${literal(id)} ${mature}
    ),
    outcome as (${y}),
    uptake as (${d}),
    sums as (
      select u.variant_id, u.cluster_id, cast(count(*) as double) as n, cast(sum(coalesce(o.value, 0)) as double) as y,
        cast(sum(coalesce(t.value, 0)) as double) as d
      from units as u left join outcome as o on o.unit_id = u.unit_id left join uptake as t on t.unit_id = u.unit_id group by 1, 2
    )
    select variant_id as variant, count(*) as clusters, sum(n) as units, sum(y) as "sumY", sum(d) as "sumD",
      var_pop(y) * count(*) as yy, var_pop(d) * count(*) as dd, covar_pop(y, d) * count(*) as yd,
      var_pop(n) * count(*) as nn, covar_pop(y, n) * count(*) as yn, covar_pop(d, n) * count(*) as dn
    from sums group by 1`;
  try {
    return await w.engine.rows<LateArm & {variant: string}>(sql);
  } catch (error) {
    throw new InputError(
      `uptake or outcome ${outcome.id} of ${id} cannot be computed: ${String((error as Error).message).split("\n")[0]}`,
      {file: plan.file, line: plan.lineOf("uptake"), key: "uptake"},
      "where and value are conditions on the columns of the table"
    );
  }
}

/** Whether a unit's account pays when the window is over. */
function activeSql({window_hours = 0, where}: OutcomePlan): string {
  return `select u.unit_id, max(1) as value from units as u
    inner join (select * from licences where pays and (${where})) as l on l.account_id = coalesce(u.account_id, u.unit_id)
      and l.starts_at < u.exposed_at + ${window_hours} * interval '1' hour
      and (l.ends_at is null or l.ends_at >= u.exposed_at + ${window_hours} * interval '1' hour)
    group by 1`;
}

/** What happened to a unit from its first exposure until the window has passed. */
function factsSql(
  plan: Plan,
  what: UptakePlan & {value?: string},
  kind: "conversion" | "mean",
  key: string,
  id: string
): string {
  const join = joins[what.table];
  const unit = join?.[plan.unit];
  if (!unit)
    throw new InputError(
      `${key} of ${id} reads ${what.table}, which has no dates or no ${plan.unit}`,
      {file: plan.file, line: plan.lineOf(key), key},
      `use one of ${Object.keys(joins).join(", ")}`
    );
  const end = what.window_hours ? `u.exposed_at + ${what.window_hours} * interval '1' hour` : "q.as_of_end";
  return `select u.unit_id, ${kind === "mean" ? "sum(f.value)" : "max(1)"} as value from units as u cross join parameters as q
    inner join (
      select ${unit} as unit_id, ${join.at} as happened_at, cast((${what.value ?? "1"}) as double) as value from ${what.table} where ${what.where}
    ) as f on f.unit_id = u.unit_id and f.happened_at >= u.exposed_at and f.happened_at < ${end}
    group by 1`;
}
