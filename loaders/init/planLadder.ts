import type {Engine} from "../engines/duckdb.js";
import {plain} from "./proposal.js";

/** A plan that licences hold, and what one seat of it costs a month. */
export interface LadderPlan {
  plan_id: string;
  family: string;
  /** Its place among the tiers; null for what is held beside another plan, and where there are too many to order. */
  tier_rank: number | null;
  /** Median price of a seat and month in major units; null where it is never paid for. */
  price: number | null;
  currency: string | null;
  licences: number;
}

interface Held {
  plan_id: string;
  licences: number;
  price: number | null;
  currency: string | null;
  beside: boolean;
}

const mostTiers = 20;
const spell =
  /[^\p{L}\p{N}]*\b(monthly|month|annually|annual|yearly|year|quarterly|quarter|weekly|week|usd|eur|gbp|jpy|p?1[my])\b/giu;

/**
 * The plans that the licences of the contract hold, the cheapest first: those that differ only in their interval share a tier, and what
 * is mostly held beside a dearer plan of the same subscription is no tier. Prices are compared in the currency most licences have.
 */
export async function planLadder(engine: Engine): Promise<LadderPlan[]> {
  const rows = await engine.rows<Held>(`with paid as (
      select plan_id, account_id, subscription_id, coalesce(item_id, subscription_id) as item, p.currency, starts_at, ends_at,
        coalesce(kind, 'recurring') = 'recurring' and amount > 0 and interval_unit is not null as regular,
        amount / case when coalesce(seats, 0) > 0 then seats else 1 end
          / (coalesce(interval_count, 1) * case interval_unit when 'year' then 12.0 when 'month' then 1.0 when 'week' then 12.0 / 52 else 12.0 / 365 end)
          / power(10, coalesce(c.minor_digits, 2)) as price
      from subscription_periods as p left join currencies as c on c.currency = p.currency where plan_id is not null),
    usual as (select currency from paid where regular group by 1 order by count(*) desc, 1 limit 1),
    companions as (select distinct a.plan_id, a.subscription_id, a.item from paid as a inner join paid as b
      on a.subscription_id = b.subscription_id and a.item <> b.item and a.plan_id <> b.plan_id and b.regular
        and a.starts_at < coalesce(b.ends_at, timestamp '9999-01-01') and b.starts_at < coalesce(a.ends_at, timestamp '9999-01-01')
        and coalesce(a.price, 0) < b.price)
    select p.plan_id, count(*) as licences, median(p.price) filter (where p.regular and p.currency = u.currency) as price,
      any_value(u.currency) as currency, count(c.item) > 0.8 * count(*) as beside
    from paid as p left join usual as u on true
      left join companions as c on c.plan_id = p.plan_id and c.subscription_id = p.subscription_id and c.item = p.item
    group by 1 order by price nulls last, p.plan_id`);
  const family = familyNames(rows.map(({plan_id}) => plan_id));
  const tiers = new Map<string, number>();
  for (const {plan_id, price, beside} of rows)
    if (price !== null && !beside && !tiers.has(family(plan_id))) tiers.set(family(plan_id), tiers.size + 1);
  return rows.map(({beside, ...plan}) => ({
    ...plan,
    family: family(plan.plan_id),
    tier_rank: beside || tiers.size > mostTiers ? null : (tiers.get(family(plan.plan_id)) ?? null)
  }));
}

/** The name of a plan's tier, without words for its interval and currency. familyNames(["pro.month"])("pro.month") // "pro" */
export function familyNames(plans: string[]): (plan: string) => string {
  const bare = (plan: string) => plan.replace(/_/g, " ").replace(spell, "").trim();
  const shared = new Map<string, string>();
  for (const plan of plans)
    if (plain(bare(plan)) !== "" && !shared.has(plain(bare(plan)))) shared.set(plain(bare(plan)), bare(plan));
  return (plan) => shared.get(plain(bare(plan))) ?? plan;
}

/** The list of plans as a file that can be corrected in a spreadsheet. */
export function ladderCsv(plans: LadderPlan[]): string {
  const cell = (value: string | number | null) =>
    value === null ? "" : /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  const lines = plans.map((p) => [p.plan_id, p.plan_id, p.family, p.tier_rank].map(cell).join(","));
  return `plan_id,name,family,tier_rank\n${lines.map((line) => `${line}\n`).join("")}`;
}
