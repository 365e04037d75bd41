import type {FunnelArm, FunnelStage} from "../../src/results/experiment.js";
import {literal} from "../engines/duckdb.js";
import type {PlacedPlan} from "../experimentPlan.js";
import type {Warehouse} from "../warehouse.js";
import {countedSql} from "./experimentEnd.js";
import {ratioOver, shareOf} from "./messageEstimates.js";

/** Hours in which the funnel counts where no primary metric has a window: 30 days. */
const usualHours = 720;

const stages = ["assigned", "delivered", "opened", "clicked", "trial", "upgraded"] as const;
type Stage = (typeof stages)[number];
type Row = {arm: string; cluster: string} & Record<Stage, number>;

/**
 * What became of the messages of a test, an arm at a time: of the units assigned to it whose window is over, how many had a message of the
 * arm delivered, opened and clicked, and for how many's account a trial began or the licence was upgraded, with or without a click. The
 * templates that the plan names for an arm are its messages, from the day of the first exposure until the window has passed. Empty where
 * the plan names none or none was sent. A stage that no export knows is left out; one an arm sends nothing for is null.
 */
export async function experimentFunnel(w: Warehouse, id: string, plan: PlacedPlan | null): Promise<FunnelStage[]> {
  const templates = Object.entries(plan?.arms ?? {}).filter(([, arm]) => arm.templates.length > 0);
  if (!plan || templates.length === 0) return [];
  const windows = plan.metrics.flatMap((one) => (one.role === "primary" ? (one.window_hours ?? []) : []));
  const hours = windows.length > 0 ? Math.max(...windows) : usualHours;
  const rows = await rowsOf(w, id, plan, hours);
  if (rows.every(({delivered, opened, clicked}) => delivered + opened + clicked === 0)) return [];
  const known = await knownStages(w);
  const sending = new Set(templates.map(([arm]) => arm));
  const names = [...new Set([plan.control, ...Object.keys(plan.split ?? {}), ...rows.map(({arm}) => arm)])];
  const arms = names
    .map((arm) => ({arm, own: rows.filter((row) => row.arm === arm)}))
    .filter(({own}) => total(own, "assigned") >= w.config.privacy.min_cell);
  return stages
    .filter((stage) => known.has(stage))
    .map((stage) => {
      const isMail = stage === "delivered" || stage === "opened" || stage === "clicked";
      return {
        stage,
        nested: isMail || stage === "assigned",
        hours,
        arms: arms.map(({arm, own}) =>
          armOf(arm, own, isMail && !sending.has(arm) ? null : stage, plan.unit === "user")
        )
      };
    });
}

/** Users who share an account do not count one by one: the interval is that of their accounts. */
function armOf(arm: string, own: readonly Row[], stage: Stage | null, isUser: boolean): FunnelArm {
  const assigned = total(own, "assigned");
  if (stage === null) return {arm, assigned, count: null, share: null};
  const count = total(own, stage);
  const isShared = isUser && own.some((row) => row.assigned > 1);
  const {lower, upper} = isShared ? sharedInterval(own, stage) : shareOf(count, assigned);
  return {arm, assigned, count, share: {value: count / assigned, lower, upper, n: assigned}};
}

/** Where all accounts or none came to the stage there is no spread between them: then Wilson's interval over accounts. */
function sharedInterval(own: readonly Row[], stage: Stage) {
  const found = ratioOver(
    own.map((row) => ({y: row[stage], x: row.assigned})),
    1
  );
  if (found !== null && found.lower !== null) return found;
  return shareOf(total(own, stage) > 0 ? own.length : 0, own.length);
}

function total(rows: readonly Row[], stage: Stage): number {
  return rows.reduce((sum, row) => sum + row[stage], 0);
}

/** One row per arm and account (or unit that has none) with its units at each stage. */
async function rowsOf(w: Warehouse, id: string, plan: PlacedPlan, hours: number): Promise<Row[]> {
  const ownMail = Object.entries(plan.arms)
    .filter(([, arm]) => arm.templates.length > 0)
    .map(([arm, own]) => `(u.arm = ${literal(arm)} and m.template_id in (${own.templates.map(literal).join(", ")}))`);
  const isOwn = plan.unit === "user" ? "m.user_id = u.unit_id" : "coalesce(h.survivor_id, m.account_id) = u.account_id";
  const within = (at: string) => `${at} >= u.exposed_at and ${at} < u.until_at`;
  const flag = (...times: string[]) => `max(case when coalesce(${times.join(", ")}) < u.until_at then 1 else 0 end)`;
  const [delivered, opened, clicked] = ["m.delivered_at", "m.opened_at", "m.clicked_at"] as [string, string, string];
  return await w.engine.rows<Row>(`with units as (
      select a.variant_id as arm, a.unit_id, coalesce(g.survivor_id, a.account_id) as account_id, a.exposed_at,
        a.exposed_at + ${hours} * interval '1' hour as until_at
      from assignments as a cross join parameters as q left join latest_lineage as g on g.account_id = a.account_id
      where a.experiment_id = ${literal(id)} and a.exposed_at + ${hours} * interval '1' hour <= q.as_of_end and ${countedSql(plan)}
    ),
    mails as (
      select u.unit_id, ${flag(delivered, opened, clicked)} as delivered, ${flag(opened, clicked)} as opened,
        max(case when ${clicked} < u.until_at then 1 else 0 end) as clicked
      from messages as m left join latest_lineage as h on h.account_id = m.account_id
      inner join units as u on ${isOwn} and m.sent_at >= date_trunc('day', u.exposed_at) and m.sent_at < u.until_at
      where ${ownMail.join(" or ")} group by 1
    ),
    trying as (
      select distinct u.unit_id from trial_outcomes as t left join latest_lineage as h on h.account_id = t.account_id
      inner join units as u on coalesce(h.survivor_id, t.account_id) = u.account_id and ${within("t.started_at")}
    ),
    rising as (
      select distinct u.unit_id from upgrade_events as e
      inner join units as u on e.account_id = u.account_id and ${within("e.upgraded_at")}
    )
    select u.arm, coalesce(u.account_id, u.unit_id) as cluster, count(*) as assigned, coalesce(sum(m.delivered), 0) as delivered,
      coalesce(sum(m.opened), 0) as opened, coalesce(sum(m.clicked), 0) as clicked, count(t.unit_id) as trial,
      count(r.unit_id) as upgraded
    from units as u left join mails as m on m.unit_id = u.unit_id left join trying as t on t.unit_id = u.unit_id
    left join rising as r on r.unit_id = u.unit_id group by 1, 2 order by 1, 2`);
}

/** Stages of which the exports tell anything: a mailer that notes no opens has no such stage, rather than none opened. */
async function knownStages(w: Warehouse): Promise<Set<Stage>> {
  const [row] = await w.engine.rows<Record<"opened" | "clicked" | "trial" | "upgraded", number>>(
    `select count(opened_at) as opened, count(clicked_at) as clicked, (select count(*) from trials) as trial,
      (select count(*) from licences) as upgraded from messages`
  );
  const told = stages.filter((stage) => stage === "assigned" || stage === "delivered" || row![stage] > 0);
  return new Set(told);
}
