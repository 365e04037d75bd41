import {literal} from "../engines/duckdb.js";
import {type PlacedPlan, experimentPlan} from "../experimentPlan.js";
import type {Warehouse} from "../warehouse.js";

const most = 5;
const days90 = 2160;

/**
 * What is read of a test nobody planned, all of it exploratory: the events its units had most often after they were exposed, and of
 * accounts also revenue and retention at 90 days. Null where nothing is known of its units.
 */
export async function unplanned(
  w: Warehouse,
  id: string,
  {unit, control}: {unit: "user" | "account"; control: string}
): Promise<PlacedPlan | null> {
  const key = unit === "user" ? "user_id" : "account_id";
  const events = await w.engine.rows<{event: string}>(`select e.event from events as e
    inner join assignments as a on a.unit_id = e.${key} and e."at" >= a.exposed_at
    where a.experiment_id = ${literal(id)} group by 1 order by count(distinct a.unit_id) desc, 1 limit ${most}`);
  const conversions = events.map(({event}) => ({
    ...{id: event, name: event.replaceAll("_", " "), role: "exploratory", kind: "conversion"},
    ...{table: "events", where: `event = ${literal(event)}`}
  }));
  const known = (table: string) => (w.counts[table] ?? 0) > 0;
  const ofAccounts = [
    ...(known("payments") ? [{id: "revenue", name: "Revenue in 90 days", kind: "revenue"}] : []),
    ...(known("subscription_periods") ? [{id: "retention", name: "Paying after 90 days", kind: "retention"}] : [])
  ].map((metric) => ({...metric, role: "exploratory", window_hours: days90}));
  const metrics = [...conversions, ...(unit === "account" ? ofAccounts : [])];
  if (metrics.length === 0) return null;
  return {...experimentPlan.parse({unit, control, metrics}), file: "exposures", lineOf: () => 0};
}
