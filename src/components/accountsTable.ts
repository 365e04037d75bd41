import type {Context} from "./context.js";
import type {Table} from "./dataTable.js";
import type {Selection} from "./filters.js";
import {month, rate} from "./format.js";
import {valueColumn} from "./tables.js";

/** One account as a build that includes accounts ships it. */
export interface AccountRow {
  account: string;
  name: string | null;
  planThen: string | null;
  planAtRisk: string | null;
  planNow: string | null;
  planLeft: string | null;
  start: number | null;
  end: number | null;
  mrr: number | null;
  upgrades: number | null;
  monthsAtRisk: number | null;
  lastUpgrade: string | null;
  movement: string | null;
  [segment: string]: string | number | null;
}

/** What accounts.json holds; without rows unless the build was asked for them. */
export interface Accounts {
  included: boolean;
  accounts: AccountRow[];
  /** Upgrades of the last 24 months. */
  upgrades: {
    account: string;
    name: string | null;
    month: string;
    plan: string | null;
    planAfter: string | null;
    tierUp: number;
    seatsUp: number;
    gain: number;
    pressure: number | null;
    after90: string | null;
    after180: string | null;
    [segment: string]: string | number | null;
  }[];
  trials: {
    trial: string;
    account: string;
    name: string | null;
    source: string;
    started: string;
    converted: string | null;
    outcome: string;
    [dimension: string]: string | number | null;
  }[];
}

type PlanField = "planThen" | "planAtRisk" | "planNow" | "planLeft";

const isIn = (row: AccountRow, selection: Selection, plan: PlanField) =>
  Object.entries(selection).every(
    ([dimension, value]) =>
      value === null || (dimension === "plan" ? (row[plan] ?? "no plan") : (row[dimension] ?? "unknown")) === value
  );

const head = (row: AccountRow) => [row.account, row.name];
const headColumns = [{label: "Account"}, {label: "Name"}];

/** The accounts behind net and gross retention, those that moved most first; undefined in a build without accounts. */
export function retentionAccounts({accounts, selection = {}, site}: Context): Table | undefined {
  if (!accounts?.included) return undefined;
  const rows = accounts.accounts.filter((row) => row.start !== null && isIn(row, selection, "planThen"));
  const change = (row: AccountRow) => (row.end ?? 0) - (row.start ?? 0);
  const major = (value: number) => value / site.minorPerMajor;
  return {
    caption: "Accounts behind retention",
    columns: [
      ...headColumns,
      {label: "Plan then"},
      {label: "Plan now"},
      valueColumn("Paid then", "money", site.currency),
      valueColumn("Pays now", "money", site.currency),
      valueColumn("Change", "money", site.currency, true)
    ],
    rows: rows
      .sort((a, b) => Math.abs(change(b)) - Math.abs(change(a)))
      .map((row) => [
        ...head(row),
        row.planThen,
        row.planNow,
        major(row.start ?? 0),
        major(row.end ?? 0),
        major(change(row))
      ])
  };
}

/** The accounts that left in the last closed month. */
export function churnedAccounts({accounts, selection = {}}: Context): Table | undefined {
  if (!accounts?.included) return undefined;
  const rows = accounts.accounts.filter((row) => row.movement === "churn" && isIn(row, selection, "planLeft"));
  return {
    caption: "Accounts that left",
    columns: [...headColumns, {label: "Plan"}],
    rows: rows.map((row) => [...head(row), row.planLeft])
  };
}

/** The accounts behind the upgrade hazard: who could upgrade in the year, and who did. */
export function upgradeAccounts({accounts, selection = {}}: Context): Table | undefined {
  if (!accounts?.included) return undefined;
  const rows = accounts.accounts.filter((row) => row.monthsAtRisk !== null && isIn(row, selection, "planAtRisk"));
  return {
    caption: "Accounts that could upgrade",
    columns: [
      ...headColumns,
      {label: "Plan"},
      {label: "Upgrades", number: true},
      {label: "Months", number: true},
      {label: "Last upgrade", format: (value) => (value === null ? "" : month(String(value)))}
    ],
    rows: rows
      .sort((a, b) => (b.upgrades ?? 0) - (a.upgrades ?? 0))
      .map((row) => [...head(row), row.planAtRisk, row.upgrades, row.monthsAtRisk, row.lastUpgrade])
  };
}

/** The upgrades behind their quality, newest first, with how much of its tightest limit the account had used and what came after. */
export function upgradeEvents({accounts, selection = {}, site}: Context, tierOnly = false): Table | undefined {
  if (!accounts?.included) return undefined;
  const rows = accounts.upgrades.filter(
    (row) =>
      (!tierOnly || row.tierUp === 1) &&
      Object.entries(selection).every(
        ([dimension, value]) =>
          value === null || (row[dimension] ?? (dimension === "plan" ? "no plan" : "unknown")) === value
      )
  );
  const share = (value: unknown) => (typeof value === "number" ? rate(value, 0) : "not known");
  return {
    caption: "Upgrades",
    columns: [
      ...headColumns,
      {label: "Month", format: (value) => month(String(value))},
      {label: "From"},
      {label: "To"},
      {label: "Kind"},
      valueColumn("Gain a month", "money", site.currency, true),
      {label: "Limit used before", number: true, format: share},
      {label: "Day 90"},
      {label: "Day 180"}
    ],
    rows: [...rows]
      .reverse()
      .map((row) => [
        row.account,
        row.name,
        row.month,
        row.plan,
        row.planAfter,
        row.tierUp === 1 ? "tier" : "seats",
        row.gain / site.minorPerMajor,
        row.pressure,
        row.after90 ?? "too early",
        row.after180 ?? "too early"
      ])
  };
}

/** The trials behind conversion, newest first. */
export function trialAccounts({accounts, selection = {}}: Context): Table | undefined {
  if (!accounts?.included) return undefined;
  const rows = accounts.trials.filter((row) =>
    Object.entries(selection).every(([dimension, value]) => value === null || (row[dimension] ?? "unknown") === value)
  );
  return {
    caption: "Trials",
    columns: ["Account", "Name", "Trial", "Source", "Started", "Converted", "Outcome"].map((label) => ({label})),
    rows: [...rows].reverse().map((t) => [t.account, t.name, t.trial, t.source, t.started, t.converted, t.outcome])
  };
}
