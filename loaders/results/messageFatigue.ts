import {group, sumBy} from "./messageGroups.js";
import {ratioOver} from "./messageEstimates.js";
import type {FatigueOutcome, Hazard} from "../../src/results/messages.js";
import {logistic} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";

interface Periods {
  account: string;
  sends14: number;
  sends30: number;
  unsubscribed: number;
  muted: number;
  ticket: number;
  n: number;
}

const bins: Record<number, [from: number, to: number | null][]> = {
  14: [
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
    [4, null]
  ],
  30: [
    [0, 0],
    [1, 2],
    [3, 4],
    [5, 6],
    [7, null]
  ]
};

const outcomes: FatigueOutcome[] = ["unsubscribed", "muted", "ticket"];

/**
 * The share of fortnights at risk in which an account unsubscribed, muted or opened a ticket, by the messages it was sent in the 14
 * and 30 days before, and the odds of one message more: a discrete-time hazard with accounts as clusters. An outcome that no export
 * knows is left out.
 */
export async function messageFatigue(w: Warehouse): Promise<Hazard[]> {
  const minCell = w.config.privacy.min_cell;
  const rows = await w.engine.rows<Periods>(`select account_id as account, sends_14 as "sends14", sends_30 as "sends30",
      unsubscribed, muted, ticket, count(*) as n
    from message_fortnights group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`);
  const accounts = new Set(rows.map(({account}) => account)).size;
  if (accounts < minCell) return [];
  return outcomes.flatMap((outcome) =>
    [14, 30].flatMap((days) => {
      const sends = (row: Periods) => (days === 14 ? row.sends14 : row.sends30);
      const events = sumBy(rows, (row) => row[outcome] * row.n);
      if (events === 0) return [];
      const fit = logistic(
        rows.map((row) => ({y: row[outcome] === 1, x: [sends(row)], cluster: row.account, weight: row.n}))
      )?.coefficients[1];
      return [
        {
          ...{outcome, days, accounts, events},
          fortnights: sumBy(rows, ({n}) => n),
          odds: fit ? {ratio: fit.ratio, lower: fit.lower, upper: fit.upper, p: fit.p} : null,
          bins: bins[days]!.flatMap(([from, to]) => {
            const held = rows.filter((row) => sends(row) >= from && (to === null || sends(row) <= to));
            const own = [...group(held, ({account}) => account).values()].map((some) => ({
              y: sumBy(some, (row) => row[outcome] * row.n),
              x: sumBy(some, ({n}) => n)
            }));
            const share = ratioOver(own, minCell);
            if (!share) return [];
            const counts = {fortnights: sumBy(own, ({x}) => x), events: sumBy(own, ({y}) => y)};
            return [{from, to, accounts: own.length, ...counts, share}];
          })
        }
      ];
    })
  );
}
