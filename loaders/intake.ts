import type {ContractTable} from "./contract.js";
import {type Engine, identifier, literal} from "./engines/duckdb.js";

/** What came in: enough to hold against what the vendor's own reports say. */
export interface Intake {
  /** Why rows were refused, over all of them, the most frequent first. */
  reasons: {path: string; column: string | null; reason: string; count: number; line: number | null}[];
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
  }[];
  /** Sums of money by table and currency, in minor units. */
  totals: {table: string; currency: string | null; rows: number; amount: number}[];
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
  const reasons = await engine.rows<Intake["reasons"][number]>(
    `select path, "column", regexp_replace(reason, '^.*: Expected', 'Expected') as reason, count(*) as count, min(line) as line
    from rejects group by path, "column", regexp_replace(reason, '^.*: Expected', 'Expected') order by count desc, path, line limit 100`
  );
  const tables: Intake["tables"] = [];
  const totals: Intake["totals"] = [];
  for (const {name, columns} of contract.values()) {
    const has = (column: string | undefined) => columns.some((one) => one.name === column);
    const day = has(dated[name]) ? dated[name]! : null;
    const at = day === null ? "null" : `cast(cast(${identifier(day)} as date) as varchar)`;
    const accounts = has("account_id") ? "count(distinct account_id)" : "cast(null as bigint)";
    const [row] = await engine.rows<Intake["tables"][number]>(
      `select ${literal(name)} as "table", count(*) as rows, ${accounts} as accounts, ${day === null ? "null" : literal(day)} as dated,
        min(${at}) as first, max(${at}) as last from ${name}`
    );
    if (!row || row.rows === 0) continue;
    tables.push(row);
    if (has("amount") && has("currency"))
      totals.push(
        ...(await engine.rows<Intake["totals"][number]>(
          `select ${literal(name)} as "table", currency, count(*) as rows, sum(amount) as amount from ${name} group by currency order by currency`
        ))
      );
  }
  return {reasons, tables, totals};
}
