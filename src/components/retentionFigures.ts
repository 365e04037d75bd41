import {churnedAccounts, retentionAccounts} from "./accountsTable.js";
import {annotationNote} from "./annotations.js";
import type {Comparison} from "./comparison.js";
import type {Context} from "./context.js";
import type {Table} from "./dataTable.js";
import {BridgeFigure} from "./overviewFigures.js";
import {Figure} from "./figure.js";
import {month, rate, type Maybe} from "./format.js";
import {IntervalChart} from "./intervalChart.js";
import {LineChart} from "./lineChart.js";
import type {RetentionView} from "./retentionView.js";
import {openRows} from "./rowPicks.js";
import {smallGroupsNote, windowAgo} from "./site.js";
import {intervalTable, seriesTable, valueColumn} from "./tables.js";
import {growthTitle, trendTitle} from "./titles.js";

const format = (value: Maybe) => rate(value, 1);

/** NRR and GRR over the months, read against 100%. */
export function RetentionFigure(
  {series, tiles}: RetentionView,
  context: Context,
  comparison: Comparison | null = null
): HTMLElement {
  const {site, queries} = context;
  const lines = [
    {name: "Net", values: series.nrr, color: "var(--accent)"},
    {name: "Gross", values: series.grr, color: "var(--new)"},
    ...(comparison ? [comparison.lines.nrr] : [])
  ];
  return Figure({
    title: trendTitle("Net revenue retention", series.nrr, {change: tiles[0]!.change, candidates: 2, format}),
    subtitle: `Net and gross revenue retention, trailing ${site.windowMonths} months, 95% interval`,
    chart: (width) =>
      LineChart(lines, {
        width,
        unit: "rate",
        annotations: site.annotations,
        reference: {value: 1, label: ""}
      }),
    empty: `Retention needs accounts that paid ${windowAgo(site)}.`,
    note: annotationNote(site.annotations, series.nrr),
    measure: "nrr",
    queries,
    table: seriesTable(lines, "rate", site.currency),
    accounts: retentionAccounts(context)
  });
}

export function ChurnFigure(
  {series, tiles}: RetentionView,
  context: Context,
  comparison: Comparison | null = null
): HTMLElement {
  const {site, queries} = context;
  const lines = [
    {name: comparison ? "Shown" : "Logo churn", values: series.logo, color: "var(--churn)"},
    ...(comparison ? [comparison.lines.logo] : [])
  ];
  return Figure({
    title: trendTitle("Monthly logo churn", series.logo, {
      change: tiles[2]!.change,
      candidates: 2,
      format: (value) => rate(value)
    }),
    subtitle: "Share of paying accounts that stopped paying in the month, 95% interval",
    chart: (width) => LineChart(lines, {width, unit: "rate", annotations: site.annotations, bounds: [0, 1]}),
    empty: "Churn needs two months of subscriptions.",
    note: annotationNote(site.annotations, series.logo),
    measure: "logo_churn",
    queries,
    table: seriesTable(lines, "rate", site.currency),
    accounts: churnedAccounts(context)
  });
}

/** NRR of each plan, size and region that the filters leave open. */
export function GroupsFigure(
  {groups, ungrouped, month: at}: RetentionView,
  {site, queries, choose}: Context
): HTMLElement {
  const open = openRows(groups);
  const plans = open.filter((row) => row.group === "Plan");
  return Figure({
    title: growthTitle(plans.length ? plans : open, plans.length ? "plan" : "group"),
    subtitle: `Net revenue retention by what an account was ${windowAgo(site)}, 95% interval${at ? `, ${site.windowMonths} months to ${month(at)}` : ""}`,
    chart: (width) => IntervalChart(groups, {width, unit: "rate", reference: {value: 1, label: "100%"}, choose}),
    note: smallGroupsNote(ungrouped, site),
    empty: "There is no group to compare.",
    measure: "nrr",
    queries,
    table: intervalTable(groups, "rate", site.currency)
  });
}

/** The ledger of the last 12 months: every amount by which revenue moved. */
export function LedgerFigure(view: RetentionView, context: Context): HTMLElement {
  return BridgeFigure(view.bridge, context);
}

/** "Nov 2026, open" for a month that can still change. */
function monthText(label: string): string {
  return `${month(label.slice(0, 7))}${label.length > 7 ? ", open" : ""}`;
}

/** Month by month, newest first. What few companies have, and what changed groups, has columns only where it is not zero. */
export function ledgerTable({months}: RetentionView, {site}: Context): Table {
  const columns = (
    [
      ["start", "Start"],
      ["moved", "Small groups"],
      ["entered", "Entered the plan"],
      ["new", "New"],
      ["expansion", "Expansion"],
      ["reactivation", "Reactivation"],
      ["resume", "Resumed"],
      ["contraction", "Contraction"],
      ["pause", "Paused"],
      ["churn", "Churn"],
      ["left", "Left for another plan"],
      ["fx", "FX"],
      ["end", "End"]
    ] as const
  ).filter(
    ([key]) => !["moved", "entered", "left", "resume", "pause"].includes(key) || months.some((row) => row[key] !== 0)
  );
  const lost = new Set<string>(["contraction", "pause", "churn", "left"]);
  return {
    caption: "Monthly recurring revenue, month by month",
    columns: [
      {label: "Month", format: (value) => monthText(String(value))},
      ...columns.map(([key, name]) => valueColumn(name, "money", site.currency, key !== "start" && key !== "end"))
    ],
    rows: [...months]
      .reverse()
      .map((row) => [
        row.open ? `${row.month} (open)` : row.month,
        ...columns.map(([key]) => ((lost.has(key) ? -1 : 1) * row[key]) / site.minorPerMajor)
      ])
  };
}
