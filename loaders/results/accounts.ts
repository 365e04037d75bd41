import type {Warehouse} from "../warehouse.js";
import {closedIndex} from "./yearChange.js";

/**
 * The accounts behind the figures of the last closed month, where the build was asked to include them; no row otherwise. Money in
 * minor units at the exchange rates the figures use. The plans are those each figure groups by: held a window ago, held in the
 * first month in which the account could upgrade, and held at the end.
 */
export async function accountRows(w: Warehouse) {
  if (!w.includeAccounts) return {included: false, accounts: [], upgrades: [], trials: []};
  const index = closedIndex(w);
  const segments = w.config.settings.segments.map((s) => `t.${s}`).join(", ");
  const accounts = await w.engine.rows(
    `select t.account_id as account, c.name${segments ? `, ${segments}` : ""},
      r.plan as "planThen", u.plan as "planAtRisk", a.plan as "planNow", r.start_amount as "start", r.end_amount as "end", a.mrr,
      u.upgrades, u.months_at_risk as "monthsAtRisk", v."lastUpgrade", m.class as movement,
      case when m.class = 'churn' then m.plan end as "planLeft"
    from account_attributes as t
    left join accounts as c on c.account_id = t.account_id
    left join retention_accounts as r on r.account_id = t.account_id and r.month_index = ${index}
    left join account_months as a on a.account_id = t.account_id and a.month_index = ${index}
    left join upgrade_accounts as u on u.account_id = t.account_id and u.month_index = ${index}
    left join movements as m on m.account_id = t.account_id and m.month_index = ${index}
    left join (select account_id, max(label) as "lastUpgrade" from upgrade_months inner join months using (month_index)
      where upgraded = 1 and month_index <= ${index} group by 1) as v on v.account_id = t.account_id
    where r.account_id is not null or a.account_id is not null or u.account_id is not null or m.account_id is not null
    order by 1`
  );
  const upgrades = await w.engine.rows(
    `select e.account_id as account, c.name${segments ? `, ${segments}` : ""}, m.label as month, e.plan, e.tier_after as "planAfter",
      e.tier_up as "tierUp", e.seats_up as "seatsUp", e.mrr_gain as "gain", e.pressure, e.next_90 as "after90", e.next_180 as "after180"
    from upgrade_events as e
    inner join months as m on m.month_index = e.month_index
    left join accounts as c on c.account_id = e.account_id
    left join account_attributes as t on t.account_id = e.account_id
    where e.month_index > ${index} - 24 and e.month_index <= ${index}
    order by e.month_index, 1`
  );
  const trials = await w.engine.rows(
    `select o.trial_id as trial, o.account_id as account, c.name${segments ? `, ${segments}` : ""}, o.source, o.plan, cast(o.started_at as date) as started,
      cast(o.converted_at as date) as converted, o.outcome
    from trial_outcomes as o left join accounts as c on c.account_id = o.account_id
      left join account_attributes as t on t.account_id = o.account_id order by o.started_at, 1`
  );
  return {included: true, accounts, upgrades, trials};
}
