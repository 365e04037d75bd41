import type {ContractTable} from "./contract.js";
import {explainReject} from "./rejectReasons.js";
import {type Engine, identifier, literal} from "./engines/duckdb.js";

/** What came in: enough to hold against what the vendor's own reports say. */
export interface Intake {
  /** Why rows were refused, over all of them, the most frequent first. */
  reasons: {
    path: string;
    column: string | null;
    reason: string;
    /** What to do about it. */
    remedy: string;
    count: number;
    /** Of the first of them. */
    line: number | null;
  }[];
  /** Each contract table that has rows. */
  tables: {
    table: string;
    rows: number;
    /** Accounts in it; null where it has none. */
    accounts: number | null;
    /** The column that dates a row; null where none does. */
    dated: string | null;
    first: string | null;
    last: string | null;
    /** The newest day up to the as-of date: a renewal or a rate may lie ahead. */
    newest: string | null;
  }[];
  /** Sums of money by table, kind (charges, refunds, what recurs …) and currency, in minor units. */
  totals: {
    table: string;
    kind: string | null;
    currency: string | null;
    rows: number;
    accounts: number;
    amount: number;
  }[];
}

/** The column that says when a row happened, by table. */
export const dated: Readonly<Record<string, string>> = {
  accounts: "created_at",
  events: "at",
  exposures: "exposed_at",
  fx_rates: "month",
  messages: "sent_at",
  offer_events: "at",
  outcomes: "measured_on",
  payments: "paid_at",
  renewals: "renews_on",
  responses: "answered_at",
  subscription_periods: "starts_at",
  tickets: "opened_at",
  trials: "started_at",
  usage: "day",
  work_items: "opened_at"
};

/** Counts what staging has put into the contract, and what it has refused. */
export async function readIntake(engine: Engine, contract: Map<string, ContractTable>): Promise<Intake> {
  const reasons = await countReasons(engine);
  const tables: Intake["tables"] = [];
  const totals: Intake["totals"] = [];
  for (const {name, columns} of contract.values()) {
    const has = (column: string | undefined) => columns.some((one) => one.name === column);
    const day = has(dated[name]) ? dated[name]! : null;
    const at = day === null ? "null" : `cast(cast(${identifier(day)} as date) as varchar)`;
    const accounts = has("account_id") ? "count(distinct account_id)" : "cast(null as bigint)";
    const [row] = await engine.rows<Intake["tables"][number]>(
      `select ${literal(name)} as "table", count(*) as rows, ${accounts} as accounts, ${day === null ? "null" : literal(day)} as dated,
        min(${at}) as first, max(${at}) as last,
        ${day === null ? "null" : `max(${at}) filter (where cast(${identifier(day)} as timestamp) < (select as_of_end from parameters))`} as newest
      from ${name}`
    );
    if (!row || row.rows === 0) continue;
    tables.push(row);
    if (has("amount") && has("currency"))
      totals.push(
        ...(await engine.rows<Intake["totals"][number]>(
          `select ${literal(name)} as "table", ${has("kind") ? "kind" : "cast(null as varchar)"} as kind, currency, count(*) as rows,
            count(distinct account_id) as accounts, sum(amount) as amount
          from ${name} group by 2, 3 order by 2, 3`
        ))
      );
  }
  return {reasons, tables, totals};
}

/** Rows that were refused, counted by what is wrong with them and not by what each of them says. */
async function countReasons(engine: Engine): Promise<Intake["reasons"]> {
  const rows = await engine.rows<Omit<Intake["reasons"][number], "remedy">>(
    `select path, "column", reason, count(*) as count, min(line) as line from rejects group by 1, 2, 3 order by 1, 5, 3`
  );
  const counted = new Map<string, Intake["reasons"][number]>();
  for (const row of rows) {
    const told = {...row, ...explainReject(row.reason)};
    const key = JSON.stringify([told.path, told.column, told.reason]);
    const first = counted.get(key);
    if (first) first.count += told.count;
    else counted.set(key, told);
  }
  return [...counted.values()].sort((a, b) => b.count - a.count);
}
