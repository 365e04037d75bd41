import {readResult} from "../../loaders/pipeline.js";
import {run} from "./company.js";

/** An export of two licences. */
export const subscriptions = `id,Customer,Plan,Amount,Interval,Start,End
s1,acme,team,100.00,month,2025-01-05,
s2,bolt,team,1200.00,year,2025-01-09,
`;

/** Its sources.yaml, with further keys or columns. */
export const yaml = (more = "", columns = "") => `currency: USD
as_of: 2025-02-28
exports:
  - files: subs*.csv*
    table: subscription_periods
    columns:
      account_id: Customer
      subscription_id: id
      plan_id: Plan
      amount: "round(cast(Amount as double) * 100)"
      interval_unit: Interval
      starts_at: Start
      ends_at: End
${columns}${more}`;

/** What a run reports. */
export interface Report {
  files: {path: string; rows_in: number; kept: number; rejected: number; filtered: number; unmapped: string[]}[];
  rejects: {path: string; line: number; column: string | null; value: string | null; reason: string}[];
  checks: {name: string; broken: number; examples: {what: string; detail: string}[]}[];
}

/** The report of a run over the given files. */
export const report = async (files: Record<string, string | Buffer>) => readResult<Report>(await run(files), "report");
