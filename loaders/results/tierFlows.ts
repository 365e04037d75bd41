import type {Warehouse} from "../warehouse.js";
import {pooledKey} from "./cells.js";
import {closedIndex} from "./yearChange.js";

/** How often accounts went from one plan to another, and what it did to monthly revenue, in minor units. */
export interface Flow {
  from: string;
  to: string;
  isUp: boolean;
  count: number;
  mrrChange: number;
}

/**
 * Moves between plans in the last 12 closed months, up and down, two in a month counted twice. Those of fewer accounts than may be
 * published stand together by direction, or are left out where they are still too few: `hidden` is how many moves that were.
 */
export async function tierFlows(w: Warehouse): Promise<{flows: Flow[]; hidden: number}> {
  const least = w.config.privacy.min_cell;
  const last = closedIndex(w);
  const rows = await w.engine.rows<Flow & {accounts: number}>(`select plan as "from", tier_after as "to",
      rank_after > rank_before as "isUp", count(*) as count, count(distinct account_id) as accounts, sum(mrr_change) as "mrrChange"
    from tier_moves where month_index > ${last - 12} and month_index <= ${last}
    group by 1, 2, 3 order by min(rank_before), min(rank_after)`);
  const pooled = [true, false].map((isUp) => {
    const few = rows.filter((row) => row.accounts < least && row.isUp === isUp);
    const sum = (part: "accounts" | "count" | "mrrChange") => few.reduce((total, row) => total + row[part], 0);
    const row: Flow = {from: pooledKey, to: pooledKey, isUp, count: sum("count"), mrrChange: sum("mrrChange")};
    return {row, shown: sum("accounts") >= least};
  });
  const whole = rows.filter((row) => row.accounts >= least);
  return {
    flows: [
      ...whole.map(({from, to, isUp, count, mrrChange}) => ({from, to, isUp, count, mrrChange})),
      ...pooled.flatMap(({row, shown}) => (shown ? [row] : []))
    ],
    hidden: pooled.reduce((sum, {row, shown}) => sum + (shown ? 0 : row.count), 0)
  };
}
