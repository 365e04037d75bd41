import {quantileOf} from "../../src/stats/index.js";
import {literal} from "../engines/duckdb.js";
import type {MetricPlan, PlacedPlan} from "../experimentPlan.js";
import {InputError} from "../inputError.js";
import type {Warehouse} from "../warehouse.js";
import {type Limits, factsOf, pastOf} from "./experimentOutcomes.js";

/**
 * The limits of a metric as numbers. One written as a percentile, such as p99, is that of the same metric in as long a time before the
 * first exposure of the test, over all units that had a value then, in the test or not: it is pooled over the arms, no arm can move it,
 * and it stays where it is as the test runs. Throws an InputError that asks for a number where too few units had one for a unit to lie
 * beyond it, and where the floor is not below the cap.
 */
export async function limitsOf(
  w: Warehouse,
  id: string,
  plan: PlacedPlan,
  metric: MetricPlan,
  i: number
): Promise<Limits> {
  const {cap = null, floor = null} = metric;
  const place = {file: plan.file, line: plan.lineOf(`metrics.${i}`), key: metric.id};
  const past = typeof cap === "string" || typeof floor === "string" ? await pastValues(w, id, plan, metric, i) : [];
  const read = (key: "cap" | "floor", limit: string | number | null): number | null => {
    if (typeof limit !== "string") return limit;
    const q = Number(limit.slice(1)) / 100;
    if (past.length * Math.min(q, 1 - q) < 1 - 1e-9)
      throw new InputError(
        `${key} ${limit} of ${metric.id} of ${id} cannot be read: ${past.length} ${plan.unit}s had a value in the ${pastOf(metric)} hours before the test`,
        place,
        "write a number"
      );
    return quantileOf(past, q);
  };
  const limits = {cap: read("cap", cap), floor: read("floor", floor)};
  if (limits.cap !== null && limits.floor !== null && limits.floor >= limits.cap)
    throw new InputError(
      `floor of ${metric.id} of ${id} is ${limits.floor}, which is not below its cap, ${limits.cap}`,
      place,
      "write the smaller one as floor"
    );
  return limits;
}

/** What each unit did in as long a time before the test as the metric counts after an exposure; money without a rate is left out. */
async function pastValues(
  w: Warehouse,
  id: string,
  plan: PlacedPlan,
  metric: MetricPlan,
  i: number
): Promise<number[]> {
  const rows = await w.engine.rows<{value: number}>(
    `select cast(sum(f.value) as double) as value from (${factsOf(id, plan, metric, i)}) as f
    cross join (select min(exposed_at) as starts from assignments where experiment_id = ${literal(id)}) as t
    where f.unit_id is not null and f.happened_at < t.starts and f.happened_at >= t.starts - ${pastOf(metric)} * interval '1' hour
    group by f.unit_id having count(*) = count(f.value) order by 1`
  );
  return rows.map(({value}) => value);
}
