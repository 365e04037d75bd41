import type {Warehouse} from "../warehouse.js";
import {type CountCubes, countCubes} from "./countCubes.js";
import {closedIndex} from "./yearChange.js";

/**
 * Requests of the last 12 closed months and of the open one, by channel: how many were provisioned or dropped after so many minutes,
 * or are open since then ("provisioned|37"), and of those at least 1 and 7 days old how many were through by then ("within|7|1").
 * The plan is the one at the start of the month of the request. Null without requests.
 */
export async function upgradePaths(w: Warehouse, dimensions: string[]): Promise<CountCubes | null> {
  const requests = `select q.account_id, p.tier_before as plan, q.channel as kind, q.outcome, q.days,
      (extract(epoch from e.as_of_end) - extract(epoch from q.requested_at)) / 86400 as known
    from upgrade_paths as q
    cross join parameters as e
    left join account_pairs as p on p.lag_months = 1 and p.month_index = q.month_index and p.account_id = q.account_id
    where q.month_index > ${closedIndex(w) - 12}`;
  const named = (name: string, where: string) =>
    `select account_id, plan, kind, ${name} as name, 1 as amount from (${requests}) as r where ${where}`;
  const within = [1, 7].map((days) =>
    named(
      `case when outcome = 'provisioned' and days <= ${days} then 'within|${days}|1' else 'within|${days}|0' end`,
      `known >= ${days}`
    )
  );
  const times = named("outcome || '|' || cast(cast(round(days * 1440, 0) as integer) as varchar)", "true");
  const found = await countCubes(w, [times, ...within].join(" union all "), dimensions);
  return found.cubes[""]!.length > 0 ? found : null;
}
