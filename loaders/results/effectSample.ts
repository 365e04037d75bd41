import type {Warehouse} from "../warehouse.js";

/** One account-month, as the models read it. */
export interface RiskMonth {
  account: string;
  month: number;
  plan: string | null;
  rank: number | null;
  seats: number | null;
  tenure: number | null;
  /** 1 where it had asked to leave by the month's start. */
  leaving: number;
  canUpgrade: number;
  firstUpgrade: number | null;
  canLeave: number;
  term: number;
  left: number;
  quantity: number | null;
  quantityBefore: number | null;
  featuresBefore: number | null;
  pressureBefore: number | null;
}

/** Accounts with their months in order, and how many accounts each stands for. */
export interface RiskSample {
  accounts: {id: string; weight: number; firstUpgrade: number | null; months: RiskMonth[]}[];
  /** Accounts in all, and of those the ones read: fewer than all only in a very large company. */
  upgraded: {all: number; read: number};
  others: {all: number; read: number};
  /** Month indexes of the first and the last closed month. */
  first: number;
  last: number;
}

/** Accounts read at most on each side; more would only narrow intervals that are narrow already. */
export const cap = 3000;

/**
 * The months at risk of accounts that could upgrade. Of a side with more than `cap` accounts that many are drawn, by a hash of their
 * id, so that a run draws the same each time; each then stands for several.
 */
export async function readSample(w: Warehouse, most = cap): Promise<RiskSample> {
  const sides = await w.engine.rows<{side: number; accounts: number}>(`select side, count(*) as accounts from (
      select account_id, max(case when first_upgrade is null then 0 else 1 end) as side
      from risk_months group by 1 having max(can_upgrade) = 1
    ) as a group by 1`);
  const count = (side: number) => {
    const all = sides.find((row) => row.side === side)?.accounts ?? 0;
    return {all, read: Math.min(all, most)};
  };
  const rows = await w.engine.rows<RiskMonth>(`with sides as (
      select account_id, max(case when first_upgrade is null then 0 else 1 end) as side
      from risk_months group by 1 having max(can_upgrade) = 1
    ),
    drawn as (select account_id, row_number() over (partition by side order by md5(account_id), account_id) as place from sides)
    select r.account_id as account, r.month_index as month, r.plan, r.plan_rank as "rank", r.seats, r.tenure, r.is_leaving as leaving,
      r.can_upgrade as "canUpgrade", r.first_upgrade as "firstUpgrade", r.can_leave as "canLeave", r.term_months as term,
      r.has_left as "left", r.quantity, r.quantity_before as "quantityBefore", r.features_before as "featuresBefore",
      r.pressure_before as "pressureBefore"
    from risk_months as r inner join drawn as d on d.account_id = r.account_id
    where d.place <= ${most} order by r.account_id, r.month_index`);
  const [upgraded, others] = [count(1), count(0)];
  const accounts: RiskSample["accounts"] = [];
  let [first, last] = [Infinity, -Infinity];
  for (const row of rows) {
    if (accounts.at(-1)?.id !== row.account) {
      const side = row.firstUpgrade === null ? others : upgraded;
      const weight = side.all / side.read;
      accounts.push({id: row.account, weight, firstUpgrade: row.firstUpgrade, months: []});
    }
    accounts.at(-1)!.months.push(row);
    first = Math.min(first, row.month);
    last = Math.max(last, row.month);
  }
  return {accounts, upgraded, others, first, last};
}
