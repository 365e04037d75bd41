import {definitions} from "../definitions.js";
import type {Table} from "./dataTable.js";
import {count, day, formatDifference, formatValue, month, plural, type Maybe} from "./format.js";
import type {Site} from "./site.js";
import {valueColumn} from "./tables.js";

/** What data.json says of closed months and joined gaps; money in minor units. */
export interface ClosedMonths {
  recordedMonths: number;
  restatements: {
    month: string;
    id: string;
    unit: "money" | "count" | "rate";
    recorded: number;
    recordedOn: string;
    now: Maybe;
    difference: Maybe;
  }[];
  joinedGaps: {
    licences: number;
    accounts: number;
    overMonthEnd: number;
    /** Whole days of the longest. */
    longest: number | null;
    /** Each gap, in a build that includes accounts. */
    list: JoinedGap[] | null;
  };
}

interface JoinedGap {
  account: string;
  subscription: string;
  resumed: string;
  endedAt: string;
  resumedAt: string;
  days: number;
  currency: string;
  amount: number;
  resumedAmount: number;
}

const parts: Record<string, string> = {
  mrr_start: "Revenue at the start",
  mrr_new: "New",
  mrr_reactivation: "Reactivation",
  mrr_resume: "Resumed",
  mrr_expansion: "Expansion",
  mrr_contraction: "Contraction",
  mrr_pause: "Paused",
  mrr_churn: "Churn",
  mrr_fx: "FX",
  accounts_new: "Accounts that are new",
  accounts_returned: "Accounts that came back",
  accounts_paused: "Accounts that paused",
  accounts_lost: "Customers lost"
};

/** Every value of a closed month that reads otherwise than it was recorded. */
export function restatementsTable({restatements}: ClosedMonths, {currency, minorPerMajor}: Site): Table {
  const major = (value: Maybe, unit: string) => (value != null && unit === "money" ? value / minorPerMajor : value);
  const unitOf = (row: readonly unknown[]) => row[6] as "money" | "count" | "rate";
  const value = (label: string) => ({
    label,
    number: true,
    format: (cell: unknown, row: readonly unknown[]) => formatValue(cell as Maybe, unitOf(row), currency)
  });
  return {
    columns: [
      {label: "Month", format: (cell) => month(String(cell))},
      {label: "Value"},
      {label: "Recorded on", format: (cell) => day(String(cell))},
      value("Recorded"),
      value("Now"),
      {
        label: "Difference",
        number: true,
        format: (cell, row) => formatDifference(cell as Maybe, unitOf(row), currency)
      },
      {label: "Unit"}
    ],
    rows: restatements.map((r) => [
      r.month,
      definitions[r.id]?.name ?? parts[r.id] ?? r.id,
      r.recordedOn,
      major(r.recorded, r.unit),
      major(r.now, r.unit),
      major(r.difference, r.unit),
      r.unit
    ])
  };
}

/** How the record of closed months stands. */
export function closedMonthsText({recordedMonths, restatements}: ClosedMonths): string {
  if (recordedMonths === 0) return "No closed month is on record yet. npm run snapshot records them.";
  if (restatements.length === 0)
    return `${plural(recordedMonths, "closed month")} on record; each reads as it was recorded.`;
  const months = new Set(restatements.map((r) => r.month)).size;
  return `${plural(recordedMonths, "closed month")} on record; ${count(months)} ${months === 1 ? "reads" : "read"} otherwise now.`;
}

/** What was done about short gaps between licences of an account. */
export function joinedGapsText({joinedGaps: {licences, accounts, overMonthEnd, longest}}: ClosedMonths): string {
  if (licences === 0) return "No gap between two licences of an account was short enough to be joined.";
  const over =
    overMonthEnd === 0
      ? "None of them lay over a month’s end, so none changes a number."
      : `${plural(overMonthEnd, "gap")} lay over a month’s end and would otherwise read as losses and returns.`;
  return `${plural(licences, "licence")} of ${plural(accounts, "account")} ended and ${licences === 1 ? "was" : "were"} followed by another within ${plural((longest ?? 0) + 1, "day")}; ${licences === 1 ? "it counts" : "they count"} as in force in between. ${over}`;
}

/** Each joined gap; undefined in a build without accounts. */
export function joinedGapsTable({joinedGaps: {list}}: ClosedMonths, {minorPerMajor}: Site): Table | undefined {
  if (!list?.length) return undefined;
  return {
    caption: "Joined gaps",
    columns: [
      {label: "Account"},
      {label: "Licence"},
      {label: "Followed by"},
      {label: "Ended", format: (cell) => day(String(cell).slice(0, 10))},
      {label: "Resumed", format: (cell) => day(String(cell).slice(0, 10))},
      {label: "Days", number: true},
      {label: "Currency"},
      valueColumn("A month before", "count", ""),
      valueColumn("A month after", "count", "")
    ],
    rows: list.map((gap) => [
      ...[gap.account, gap.subscription, gap.resumed, gap.endedAt, gap.resumedAt, gap.days, gap.currency],
      gap.amount / minorPerMajor,
      gap.resumedAmount / minorPerMajor
    ])
  };
}
