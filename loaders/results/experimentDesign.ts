import type {Finding} from "../../src/results/experiment.js";
import {literal} from "../engines/duckdb.js";
import type {PlacedPlan} from "../experimentPlan.js";
import type {Warehouse} from "../warehouse.js";

/**
 * How the units of a test hang together: each for itself; accounts dealt to the arms whose users are counted; or users on both sides of
 * some accounts, as they are where users were dealt, or where the dealing of accounts failed.
 */
export type Design = "independent" | "clusters" | "straddling";

interface Dealt {
  design: Design;
  /** True if chance dealt accounts though users are counted: what the split is counted over. */
  byAccount: boolean;
  findings: Finding[];
}

/**
 * How the units of a test hang together, by its plan and by its data. Users whose accounts were dealt are clusters, unless the data show
 * users of one account in two arms: then both sides of an account are compared at once, and a finding says so.
 */
export async function designOf(
  w: Warehouse,
  id: string,
  plan: PlacedPlan | null,
  unit: "user" | "account"
): Promise<Dealt> {
  if (unit === "account") return {design: "independent", byAccount: false, findings: []};
  const byAccount = plan?.randomised === "account";
  const [row] = await w.engine.rows<{shared: number; split: number; alone: number; users: number}>(
    `select count(case when account_id is not null and users > 1 then 1 end) as shared,
      count(case when arms > 1 then 1 end) as split, coalesce(sum(case when account_id is null then users end), 0) as alone,
      coalesce(sum(users), 0) as users
    from (select account_id, count(*) as users, count(distinct case when account_id is not null then variant_id end) as arms
      from assignments where experiment_id = ${literal(id)} group by 1) as accounts`
  );
  const {shared, split, alone, users} = row!;
  if (!byAccount) return {design: shared > 0 ? "straddling" : "independent", byAccount, findings: []};
  const findings: Finding[] = [];
  const add = (text: string) => findings.push({check: "accounts", state: "bad", text});
  const count = (n: number) => n.toLocaleString("en-US");
  if (split > 0)
    add(
      `${count(split)} account${split === 1 ? " has" : "s have"} users in more than one arm, although accounts were dealt. Both sides of an account are compared at once; find out who dealt users.`
    );
  if (alone > 0)
    add(
      `${count(alone)} of ${count(users)} users ${alone === 1 ? "has" : "have"} no account, although accounts were dealt: each counts as an account, so the error may be too small. Export the account of every user.`
    );
  return {design: split > 0 ? "straddling" : "clusters", byAccount, findings};
}
