import type {Context} from "./context.js";
import {DataTable, type Cell, type Column} from "./dataTable.js";
import {Figure} from "./figure.js";
import {count, day, money, plural, rate, type Maybe} from "./format.js";
import {IntervalChart, type IntervalRow} from "./intervalChart.js";
import type {LifetimeCells, LifetimeSegment, LifetimeView} from "./lifetimeView.js";
import {termName} from "./survivalView.js";

export interface Value {
  value: number | null;
  lower: number | null;
  upper: number | null;
  n: number | null;
  reason?: string;
}

/** The four ways to value a customer. */
export interface LifetimeValues {
  /** leftOut: accounts of that age in groups too small to tell apart. */
  realised: (Value & {age: number; leftOut?: number})[];
  restricted: Value & {horizon: number; reached: number};
  renewals: (Value & {
    termMonths: number;
    renewals: number;
    isUnstable: boolean;
    status: string;
    fit: {renewal: number; seen: number; model: number} | null;
  })[];
  /** ARPA × margin ÷ churn. */
  simple: Value;
}

/** The values of the whole company, and what gives those of a selection. */
export interface LifetimeResult extends LifetimeValues {
  margin: number;
  discountAnnual: number;
  fromPayments: boolean;
  cells: LifetimeCells;
  segments: LifetimeSegment[];
}

/** One way to value a customer. */
export interface LifetimeRow extends Value {
  name: string;
  group: string;
  /** How far it looks, and how much of that was seen. */
  horizon: string;
  caveat: string;
  /** What n counts. */
  counts: "accounts" | "account-months";
}

const modelForOne: LifetimeRow = {
  ...{group: "3. Renewal model", name: "Terms", value: null, lower: null, upper: null, n: null},
  ...{horizon: "none", caveat: "No value: computed for one filter at a time.", counts: "accounts"}
};

/** The four ways, from what was paid to what is assumed. */
export function lifetimeRows({
  realised,
  restricted,
  renewals,
  simple,
  fromPayments,
  filters = 0
}: LifetimeValues & {fromPayments: boolean; filters?: number}): LifetimeRow[] {
  const seen = restricted.reached === restricted.horizon;
  return [
    ...realised.map((row) => ({
      ...row,
      group: "1. Realised",
      name: `By ${row.age} months`,
      horizon: `${row.age} months, all seen`,
      caveat:
        row.value === null
          ? `No value: ${row.reason ?? "no account is that old"}.`
          : `${fromPayments ? "Payments less refunds." : "Monthly revenue added up, as there are no payments."} Only accounts that old.${row.leftOut ? ` ${plural(row.leftOut, "account")} in groups too small to tell apart left out.` : ""}`,
      counts: "accounts" as const
    })),
    {
      ...restricted,
      group: "2. To a horizon",
      name: restricted.value === null ? "First months" : `First ${restricted.reached} months`,
      horizon:
        restricted.value === null
          ? "none"
          : seen
            ? `${restricted.horizon} months`
            : `${restricted.reached} of ${restricted.horizon} months; then too few`,
      caveat:
        restricted.value === null
          ? `No value: ${restricted.reason ?? "too few accounts"}.`
          : "Puts accounts of different ages side by side as if they were one account’s life.",
      counts: "accounts"
    },
    ...renewals.map((row) => ({
      ...row,
      group: "3. Renewal model",
      name: `Terms: ${termName(row.termMonths).toLowerCase()}`,
      horizon: row.value === null ? "none" : "without end, discounted",
      caveat: renewalCaveat(row),
      counts: "accounts" as const
    })),
    ...(filters > 1 ? [modelForOne] : []),
    {
      ...simple,
      group: "4. Simple",
      name: "Revenue ÷ churn",
      horizon: "without end, not discounted",
      caveat:
        simple.value === null
          ? `No value: ${simple.reason ?? "no churn"}.`
          : "Takes churn as the same at every age and for ever. The interval is that of churn alone.",
      counts: "account-months"
    }
  ];
}

function renewalCaveat({status, renewals, isUnstable, fit, reason}: LifetimeValues["renewals"][number]): string {
  if (fit === null) return `${status === "divided" ? "No value" : "Not fitted"}: ${reason ?? "no renewal"}.`;
  return [
    ...(status === "alike" ? ["At the edge of the model, where all accounts are alike."] : []),
    ...(isUnstable ? ["Unstable: a few more months may change it much."] : []),
    `${plural(renewals, "renewal")} that 10 accounts or more could make;`,
    `still there after ${fit.renewal}: ${rate(fit.seen, 0)}, by the model ${rate(fit.model, 0)}.`,
    "The rest is extrapolated."
  ].join(" ");
}

/** What a customer is worth, each way with its interval. */
export function LifetimeFigure(result: LifetimeView, {site, queries}: Context): HTMLElement {
  const rows = lifetimeRows(result);
  const year = result.realised.find(({age}) => age === 12);
  const known = rows.filter((row): row is LifetimeRow & {value: number} => row.value !== null);
  const text = (value: Maybe) => money(value, site.currency, 0);
  return Figure({
    title:
      year?.value != null
        ? `By the end of its first year a customer has brought in ${text(year.value)}`
        : result.filters > 0
          ? "The first year of a customer has no value here yet"
          : "No customer has been seen for a year yet",
    subtitle: `${result.margin === 1 ? "Revenue a customer, no margin set" : `Revenue a customer × margin of ${rate(result.margin, 0)}`}; 2 and 3 discounted by ${rate(result.discountAnnual, 0)} a year; 95% interval`,
    chart: (width) =>
      IntervalChart(
        known.map(({group, name, value, lower, upper, n, counts}): IntervalRow => ({
          ...{group, name, value, lower, upper},
          n: counts === "accounts" ? n : null
        })),
        {width, unit: "money", currency: site.currency, bounds: [0, Infinity]}
      ),
    empty: "A value needs accounts whose first licence lies within the exports.",
    note: `Data to ${day(site.asOf)}, closed months only.${filterNote(result.filters)}`,
    measure: "ltv_restricted",
    queries,
    table: {columns: lifetimeColumns(site.currency), rows: cells(rows)}
  });
}

function filterNote(filters: number): string {
  if (filters > 1)
    return " Under several filters only what was realised is known: 2, 3 and 4 are computed for one filter at a time. An account counts by the plan it began with.";
  return filters === 1 ? " An account counts by the plan it began with; in 4 by its plan of each month." : "";
}

/** The same as a table to read: order, horizon and caveat of each. */
export function LifetimeTable(result: LifetimeView, {site}: Pick<Context, "site">): HTMLElement {
  return DataTable({
    caption: "Four ways to value a customer, in the order we trust them",
    columns: lifetimeColumns(site.currency),
    rows: cells(lifetimeRows({...result, realised: result.realised.filter(({age}) => age === 12)}))
  });
}

function lifetimeColumns(currency: string): Column[] {
  const amount = (label: string): Column => ({
    label,
    number: true,
    format: (value: Cell) => money(value as Maybe, currency, 0)
  });
  return [
    {label: "Way"},
    {label: "What"},
    amount("Value"),
    amount("lower"),
    amount("upper"),
    {label: "n", number: true, format: (value: Cell) => count(value as Maybe)},
    {label: "of"},
    {label: "Horizon"},
    {label: "Caveat", text: true}
  ];
}

function cells(rows: readonly LifetimeRow[]): Cell[][] {
  return rows.map((r) => [r.group, r.name, r.value, r.lower, r.upper, r.n, r.counts, r.horizon, r.caveat]);
}
