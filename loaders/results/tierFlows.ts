import type {Warehouse} from "../warehouse.js";
import {type CountCubes, countCubes} from "./countCubes.js";
import {closedIndex} from "./yearChange.js";

/** Moves between plans up and down, of which the kind is the plan left, a tab, and the plan taken. */
export interface TierFlows {
  up: CountCubes;
  down: CountCubes;
}

/**
 * Moves between plans in the last 12 closed months and what they did to monthly revenue, in minor units; two in a month count twice.
 * Those of fewer accounts than may be published stand together by direction. The plan is in the kind, so it is no dimension.
 */
export async function tierFlows(w: Warehouse, dimensions: string[]): Promise<TierFlows> {
  const last = closedIndex(w);
  const facts = (name: string, amount: string, where: string) => `select account_id, cast(null as varchar) as plan,
      plan || '\t' || tier_after as kind, '${name}' as name, ${amount} as amount
    from tier_moves where ${where} and month_index > ${last - 12} and month_index <= ${last}`;
  const moves = (where: string) =>
    countCubes(
      w,
      `${facts("moves", "1", where)} union all ${facts("mrr", "mrr_change", where)}`,
      dimensions.filter((d) => d !== "plan")
    );
  return {up: await moves("rank_after > rank_before"), down: await moves("rank_after < rank_before")};
}
