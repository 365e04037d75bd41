import type {Measure} from "../definitions.js";
import {CohortBars, type Cohort} from "./cohortBars.js";
import type {Context} from "./context.js";
import {changeOfShares} from "./estimates.js";
import {Figure} from "./figure.js";
import {addMonths, month, plural, rate, type Maybe} from "./format.js";
import {IntervalChart} from "./intervalChart.js";
import {LineChart} from "./lineChart.js";
import {intervalTable, seriesTable, valueColumn} from "./tables.js";
import {spreadTitle, trendTitle} from "./titles.js";

export interface TrialsResult {
  windowDays: number;
  cohorts: Cohort[];
  headline: Measure;
  pendingNow: number;
  bySource: {
    source: string;
    started: number;
    converted: number;
    rate: number | null;
    lower: number | null;
    upper: number | null;
  }[];
}

export function CohortsFigure({cohorts, pendingNow, windowDays}: TrialsResult, {site, queries}: Context): HTMLElement {
  const value = (label: string) => valueColumn(label, "rate", site.currency);
  return Figure({
    title: pendingNow
      ? `${plural(pendingNow, "trial")} can still convert`
      : cohorts.length
        ? "Every trial has had its time"
        : "No trial has started",
    subtitle: `Trials by month of start and what became of them within ${windowDays} days; the share that pays stands above each finished month`,
    chart: (width) => CohortBars(cohorts, {width}),
    empty: "No trial has started.",
    note: "Hatched trials are still inside their window. They are in no rate until they leave it.",
    measure: "trial_conversion",
    queries,
    table: {
      columns: [
        {label: "Month of start", format: (period) => month(String(period))},
        {label: "Started", number: true},
        {label: "Paying", number: true},
        {label: "Still open", number: true},
        {label: "Not converted", number: true},
        value("Rate"),
        value("lower"),
        value("upper"),
        {label: "Finished"}
      ],
      rows: cohorts.map((c) => [
        c.month,
        c.started,
        c.converted,
        c.pending,
        c.abandoned,
        c.mature ? c.rate : null,
        c.mature ? c.lower : null,
        c.mature ? c.upper : null,
        c.mature ? "yes" : "no"
      ])
    }
  });
}

export function ConversionFigure({cohorts, windowDays}: TrialsResult, {site, queries}: Context): HTMLElement {
  const mature = cohorts.filter((cohort) => cohort.mature);
  const values = mature.map((cohort) => ({
    period: cohort.month,
    value: cohort.rate,
    lower: cohort.lower,
    upper: cohort.upper
  }));
  const last = mature.at(-1);
  const year = last && addMonths(last.month, -12);
  const before = mature.find((cohort) => cohort.month === year);
  const share = ({rate, lower, upper, started}: Cohort) => ({
    value: rate ?? null,
    lower: lower ?? null,
    upper: upper ?? null,
    n: started
  });
  const change = last && before ? changeOfShares(share(last), share(before), before.month) : null;
  const lines = [{name: "Trial conversion", values}];
  return Figure({
    title: trendTitle("Trial conversion", values, {change, when: month, format: (value: Maybe) => rate(value)}),
    subtitle: `Share of a month’s trials that paid within ${windowDays} days, finished months only, 95% interval`,
    chart: (width) => LineChart(lines, {width, unit: "rate", bounds: [0, 1]}),
    empty: "No month of trials has had its time yet.",
    measure: "trial_conversion",
    queries,
    table: seriesTable(lines, "rate", site.currency)
  });
}

export function SourceFigure({bySource}: TrialsResult, {site, queries}: Context): HTMLElement {
  const rows = [...bySource]
    .sort((a, b) => (b.rate ?? -1) - (a.rate ?? -1))
    .map((row) => ({name: row.source, value: row.rate, lower: row.lower, upper: row.upper, n: row.started}));
  return Figure({
    title: spreadTitle(rows, "converts better than", "No clear difference between sources"),
    subtitle: "Share of trials that became paying, by source, finished months only, 95% interval",
    chart: (width) => IntervalChart(rows, {width, unit: "rate", bounds: [0, 1], counted: "trials"}),
    empty: "The trials export names no source.",
    note: "Sources were not assigned at random: other customers come by each.",
    measure: "trial_conversion",
    queries,
    table: intervalTable(rows, "rate", site.currency, "trials")
  });
}
