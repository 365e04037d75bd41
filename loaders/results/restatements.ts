import type {Warehouse} from "../warehouse.js";

/** A value of a closed month that reads otherwise than it was recorded; money in minor units, null where it is gone. */
export interface Restatement {
  month: string;
  id: string;
  unit: "money" | "count" | "rate";
  recorded: number;
  recordedOn: string;
  now: number | null;
  difference: number | null;
}

/** What closed months read now, for the register; what reads otherwise than recorded; and how many months are recorded. */
export async function closedMonths({engine}: Pick<Warehouse, "engine">) {
  const totals = await engine.rows<{month: string; id: string; value: number | null}>(
    "select month, id, amount as value from month_totals order by month, id"
  );
  const restatements = await engine.rows<Restatement>(
    `select month, id, unit, recorded, recorded_on as "recordedOn", now, difference from restatements order by month desc, id`
  );
  const [recorded] = await engine.rows<{months: number}>("select count(distinct month) as months from closed_months");
  return {totals, restatements, recordedMonths: recorded!.months};
}

/** How many gaps were joined; each of them, where the build includes accounts. */
export async function joinedGaps(w: Warehouse) {
  const [summary] = await w.engine.rows<
    Record<"licences" | "accounts" | "overMonthEnd", number> & {longest: number | null}
  >(
    `select count(*) as licences, count(distinct g.account_id) as accounts, max(g.whole_days) as longest,
      count(distinct case when m.month_index is not null then g.account_id || ' ' || g.ended_at end) as "overMonthEnd"
    from joined_gaps as g left join months as m on m.ends_at > g.ended_at and m.ends_at <= g.resumed_at`
  );
  const list = w.includeAccounts
    ? await w.engine.rows(
        `select account_id as account, subscription_id as subscription, resumed_subscription_id as resumed,
          cast(ended_at as varchar) as "endedAt", cast(resumed_at as varchar) as "resumedAt", whole_days as days, currency,
          monthly_amount as amount, resumed_monthly_amount as "resumedAmount"
        from joined_gaps order by ended_at, 1`
      )
    : null;
  return {...summary!, list};
}
