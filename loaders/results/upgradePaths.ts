import {riskTable, wilson} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import {incidenceOf} from "./incidence.js";
import {closedIndex} from "./yearChange.js";

interface Request {
  channel: string;
  account: string;
  outcome: "provisioned" | "dropped" | "open";
  /** To the day it was provisioned or dropped, or for an open one to the as-of date. */
  days: number;
  /** To the as-of date. */
  known: number;
}

/**
 * Requests of the last 12 closed months and of the open one by channel: time from request to provisioning with dropped ones competing
 * and open ones censored, and the share provisioned within 1 and 7 days of those that are as old. Null without requests.
 */
export async function upgradePaths(w: Warehouse) {
  const least = w.config.privacy.min_cell;
  const requests = await w.engine.rows<Request>(`select channel, account_id as account, outcome, days,
      (extract(epoch from q.as_of_end) - extract(epoch from requested_at)) / 86400 as known
    from upgrade_paths cross join parameters as q where month_index > ${closedIndex(w) - 12} order by channel, requested_at, account_id`);
  if (requests.length === 0) return null;
  return [...new Set(requests.map((r) => r.channel))].flatMap((channel) => {
    const own = requests.filter((r) => r.channel === channel);
    if (new Set(own.map((r) => r.account)).size < least) return [];
    const causes = {open: 0, provisioned: 1, dropped: 2};
    const steps = riskTable(
      own.map(({outcome, days}) => ({exit: days, cause: causes[outcome]})),
      2
    );
    const {points, median} = incidenceOf(steps, {least, last: 30, bin: 0.1});
    const count = (outcome: Request["outcome"]) => own.filter((r) => r.outcome === outcome).length;
    return [
      {
        channel,
        requests: own.length,
        provisioned: count("provisioned"),
        dropped: count("dropped"),
        open: count("open"),
        median,
        points,
        within: [1, 7].map((days) => within(own, days))
      }
    ];
  });
}

function within(requests: Request[], days: number) {
  const old = requests.filter((r) => r.known >= days);
  const done = old.filter((r) => r.outcome === "provisioned" && r.days <= days).length;
  const interval = wilson(done, old.length);
  return {
    days,
    n: old.length,
    value: old.length > 0 ? done / old.length : null,
    lower: interval?.[0] ?? null,
    upper: interval?.[1] ?? null
  };
}
