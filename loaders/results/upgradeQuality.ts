import {wilson} from "../../src/stats/index.js";
import {literal} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";
import {matureBy} from "./trialAnswers.js";
import {closedIndex, labelOf} from "./yearChange.js";

/** The months of upgrades that a share by `days` days is taken over, as a list for SQL. */
const cohorts = (w: Warehouse, days: number) =>
  matureBy(labelOf(closedIndex(w)), days)
    .map(literal)
    .join(", ");

const share = (x: number, n: number) => {
  const interval = wilson(x, n);
  return {n, value: n > 0 ? x / n : null, lower: interval?.[0] ?? null, upper: interval?.[1] ?? null};
};

/** What had become of upgrades 90 and 180 days later, by kind, over the 12 months that the measure is of. */
export async function reversals(w: Warehouse) {
  const found = [];
  for (const days of [90, 180]) {
    const rows = await w.engine.rows<{kind: string; n: number; back: number; gone: number}>(`select
        case when u.tier_up = 1 then 'tier' else 'seats' end as kind, count(*) as n,
        count(case when u.next_${days} = 'back' then 1 end) as back, count(case when u.next_${days} = 'gone' then 1 end) as gone
      from upgrade_events as u inner join months as m on m.month_index = u.month_index
      where u.next_${days} is not null and m.label in (${cohorts(w, days)})
      group by 1 having count(distinct u.account_id) >= ${w.config.privacy.min_cell} order by 1 desc`);
    found.push(...rows.map(({kind, n, back, gone}) => ({kind, days, n, back: share(back, n), gone: share(gone, n)})));
  }
  return found;
}

/** Tier upgrades of the last 12 closed months by how much of the tightest limit the account had used the month before. */
export async function upgradeNeed(w: Warehouse) {
  const last = closedIndex(w);
  const rows = await w.engine.rows<{plan: string; n: number; low: number}>(`select coalesce(plan, 'no plan') as plan,
      count(*) as n, count(case when pressure < 0.5 then 1 end) as low
    from upgrade_events where tier_up = 1 and pressure is not null and month_index > ${last - 12} and month_index <= ${last}
    group by 1 having count(distinct account_id) >= ${w.config.privacy.min_cell} order by min(plan_rank)`);
  return rows.map(({plan, n, low}) => ({plan, ...share(low, n)}));
}

/** The share of upgraded accounts that used each newly included feature by day 30, 60 and 90. */
export async function featureAdoption(w: Warehouse) {
  const found = [];
  for (const days of [30, 60, 90]) {
    const rows = await w.engine.rows<{feature: string; n: number; used: number}>(`select f.feature, count(*) as n,
        sum(f.used_${days}) as used
      from feature_adoption as f inner join months as m on m.month_index = f.month_index
      where f.used_${days} is not null and m.label in (${cohorts(w, days)})
      group by 1 having count(distinct f.account_id) >= ${w.config.privacy.min_cell} order by 1`);
    found.push(...rows.map(({feature, n, used}) => ({feature, days, ...share(used, n)})));
  }
  return found;
}
