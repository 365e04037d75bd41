import type {Bridge} from "./bridgeChart.js";
import {CauseChart} from "./causeChart.js";
import type {Context} from "./context.js";
import {Figure} from "./figure.js";
import {month, moneyShort} from "./format.js";
import {LineChart, type Series} from "./lineChart.js";
import type {CauseRow, RevenueView} from "./revenueView.js";
import {seriesTable, valueColumn} from "./tables.js";

/** What expansion and contraction of the bridge are made of. */
export function CausesFigure({causes}: RevenueView, bridge: Bridge | null, {site, queries}: Context): HTMLElement {
  const {currency, minorPerMajor} = site;
  return Figure({
    title: causesTitle(causes),
    subtitle: `What expansion (above) and contraction (below) are made of, monthly recurring revenue, ${currency}${bridge ? `, ${month(bridge.from)} to ${month(bridge.to)}` : ""}`,
    chart: (width) => CauseChart(causes, {currency, minorPerMajor, width}),
    empty: "No customer who stayed pays more or less than before.",
    note: "Each customer’s change is split in this order: seats at the old price, then the price of a seat (a change of tier, else of the interval, else of the price), then discounts. A further plan beside the one held is an add-on. Usage is what metered items rose and fell by from month to month, of any account; it is no part of recurring revenue.",
    measure: "mrr",
    mart: "movement_causes",
    queries,
    table: {
      columns: [
        {label: "Cause"},
        {label: "Recurring revenue"},
        valueColumn("Expansion", "money", currency, true),
        valueColumn("Contraction", "money", currency, true)
      ],
      rows: causes.map((row) => [
        row.name,
        row.outside ? "outside" : "part of it",
        row.expansion / minorPerMajor,
        row.contraction / minorPerMajor
      ])
    }
  });
}

function causesTitle(rows: readonly CauseRow[]): string {
  const causes = rows.filter((row) => !row.outside);
  const [most] = [...causes].sort((a, b) => b.expansion - a.expansion);
  const all = causes.reduce((sum, row) => sum + row.expansion, 0);
  if (!most || most.expansion <= 0 || all <= 0) return "What made customers’ revenue grow and shrink";
  return `${most.name}: ${Math.round((100 * most.expansion) / all)}% of expansion`;
}

/** Recurring revenue before discounts, after them, and without those who are set to leave. */
export function SeriesFigure({series}: RevenueView, {site, queries}: Context): HTMLElement {
  const lines = [
    {name: "Contracted", values: series.contracted, color: "var(--new)"},
    {name: "Billed", values: series.billed, color: "var(--accent)"},
    {name: "Committed", values: series.committed, color: "var(--churn)"}
  ];
  const at = lastClosed(lines[1]!);
  const gap = (name: "contracted" | "committed") =>
    Math.abs((at?.value ?? 0) - (lastClosed({name, values: series[name]})?.value ?? 0));
  const short = (value: number) => moneyShort(value, site.currency);
  return Figure({
    title: at
      ? `Discounts take ${short(gap("contracted"))} a month, and ${short(gap("committed"))} is set to end`
      : "Recurring revenue is not known yet",
    subtitle: `Monthly recurring revenue, ${site.currency}: contracted before discounts, billed after them, committed without licences set to end`,
    chart: (width) => LineChart(lines, {width, unit: "money", currency: site.currency}),
    empty: "Revenue needs a month of subscriptions.",
    note: openNote(site.openMonth),
    measure: "mrr_contracted",
    queries,
    table: seriesTable(lines, "money", site.currency)
  });
}

/** What is no part of recurring revenue: trials as if they were paid for, and metered items. */
export function ApartFigure({series}: RevenueView, {site, queries}: Context): HTMLElement {
  const lines = [
    {name: "Trials", values: series.trial, color: "var(--new)"},
    {name: "Metered", values: series.metered, color: "var(--tertiary)"}
  ].filter((line) => line.values.some((point) => point.value));
  const at = lastClosed({name: "Trials", values: series.trial});
  return Figure({
    title: at?.value
      ? `Trials would pay ${moneyShort(at.value, site.currency)} a month if all of them were paid for`
      : "No trial is running that has a price",
    subtitle: `Trials as if they were paid for, and metered items, ${site.currency} a month. Neither is part of recurring revenue`,
    chart: (width) => LineChart(lines, {width, unit: "money", currency: site.currency}),
    empty: "Trials and metered items appear here where the licences hold them.",
    note: openNote(site.openMonth),
    measure: "mrr_trial",
    queries,
    table: seriesTable(lines, "money", site.currency)
  });
}

function lastClosed({values}: Series) {
  return values.filter((point) => point.mature !== false).at(-1);
}

function openNote(open: string | null): string | null {
  return open === null ? null : `${month(open)} is open: dashed, and read at the last day of the data.`;
}
