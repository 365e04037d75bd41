import type {Finding} from "../../src/results/experiment.js";
import {literal} from "../engines/duckdb.js";
import type {PlacedPlan} from "../experimentPlan.js";
import type {Warehouse} from "../warehouse.js";

type End = Pick<PlacedPlan, "ends" | "units">;

/**
 * The condition on assignments, named a, of the units a test counts: those first exposed by its planned end; where there is none, the
 * planned number of units in the order of their exposure, ties by their id; where there is neither, all.
 */
export function countedSql({ends, units}: End): string {
  if (ends !== undefined) return `cast(a.exposed_at as date) <= date ${literal(ends)}`;
  return units === undefined ? "true" : `a.place <= ${units}`;
}

/** Whether no unit can join the test any more, and the windows of the primary metrics of all it counts are over. */
export async function isOver(w: Warehouse, id: string, plan: PlacedPlan): Promise<boolean> {
  const {ends, units} = plan;
  if (ends === undefined ? units === undefined : ends > w.asOf) return false;
  const windows = plan.metrics.filter(({role}) => role === "primary").map(({window_hours: hours = 0}) => hours);
  const [row] = await w.engine.rows<{counted: number; waiting: number}>(
    `select count(*) as counted,
      count(case when a.exposed_at + ${Math.max(0, ...windows)} * interval '1' hour > q.as_of_end then 1 end) as waiting
    from assignments as a cross join parameters as q where a.experiment_id = ${literal(id)} and ${countedSql(plan)}`
  );
  return row!.waiting === 0 && (ends !== undefined || row!.counted === units);
}

/** Units that were first exposed after the end, whose outcomes are not counted: else a test that is over would go on. */
export async function lateFinding(w: Warehouse, id: string, plan: PlacedPlan): Promise<Finding[]> {
  const [row] = await w.engine.rows<{late: number}>(
    `select count(*) as late from assignments as a where a.experiment_id = ${literal(id)} and not (${countedSql(plan)})`
  );
  const late = row!.late;
  if (late === 0) return [];
  const end =
    plan.ends === undefined ? `the planned ${plan.units!.toLocaleString("en-US")} were in` : "the planned end";
  const [was, is] = late === 1 ? ["", "is"] : ["s", "are"];
  const who = `${late.toLocaleString("en-US")} ${plan.unit}${was} ${was ? "were" : "was"}`;
  const text = `${who} first exposed after ${end} and ${is} not counted. Stop sending, or plan a new test.`;
  return [{check: "end", state: "warn", text}];
}
