import {trialAccounts} from "./accountsTable.js";
import {CohortBars, type Cohort} from "./cohortBars.js";
import type {Context} from "./context.js";
import {changeOfShares} from "./estimates.js";
import {Figure} from "./figure.js";
import {addMonths, count, month, plural, rate, type Maybe} from "./format.js";
import {IntervalChart} from "./intervalChart.js";
import {LineChart} from "./lineChart.js";
import {openRows} from "./rowPicks.js";
import {StepCurve, type StepPoint} from "./stepCurve.js";
import type {Table} from "./dataTable.js";
import {intervalTable, seriesTable, valueColumn} from "./tables.js";
import {spreadTitle, trendTitle} from "./titles.js";
import type {TrialsResult, TrialsView} from "./trialsView.js";

const fewMonths = "Most months have too few trials here to be shown one by one. Choose fewer filters.";

/** A title that rests on fewer trials says on how many. */
const fewTrials = 30;

type Windows = Pick<TrialsResult, "windowDays">;

export function CohortsFigure(
  {cohorts, pending, leftOut}: TrialsView,
  {windowDays}: Windows,
  context: Context
): HTMLElement {
  const {site, queries} = context;
  const value = (label: string) => valueColumn(label, "rate", site.currency);
  return Figure({
    title: pending
      ? `${plural(pending, "trial")} can still convert`
      : cohorts.length || leftOut.cohorts
        ? "Every trial has had its time"
        : "No trial has started",
    subtitle: `Trials by month of start and what became of them within ${windowDays} days; the share that pays stands above each finished month`,
    chart: (width) => CohortBars(cohorts, {width}),
    empty: leftOut.cohorts ? fewMonths : "No trial has started.",
    note: cohorts.length
      ? `Hatched trials are still inside their window. They are in no rate until they leave it.${leftOut.cohorts ? ` ${plural(leftOut.cohorts, "trial")} in months too small to show are left out.` : ""}`
      : null,
    measure: "trial_conversion",
    queries,
    accounts: trialAccounts(context),
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
      rows: cohorts.map((c) =>
        c.hidden
          ? [c.month, ...Array<null>(7).fill(null), "too few to show"]
          : [
              c.month,
              c.started,
              c.converted,
              c.pending,
              c.abandoned,
              c.mature ? c.rate : null,
              c.mature ? c.lower : null,
              c.mature ? c.upper : null,
              c.mature ? "yes" : "no"
            ]
      )
    }
  });
}

export function ConversionFigure(
  {cohorts, leftOut}: TrialsView,
  {windowDays}: Windows,
  {site, queries}: Context
): HTMLElement {
  const mature = cohorts.filter((cohort) => cohort.mature);
  const last = mature.at(-1);
  const until = cohorts.filter((cohort) => last && cohort.month <= last.month);
  const values = until.map((cohort) => ({
    period: cohort.month,
    value: cohort.rate,
    lower: cohort.lower,
    upper: cohort.upper
  }));
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
    title: trendTitle("Trial conversion", values, {
      change,
      when: (period) =>
        `${month(period)}${last && last.started < fewTrials ? ` (${plural(last.started, "trial")})` : ""}`,
      format: (value: Maybe) => rate(value)
    }),
    subtitle: `Share of a month’s trials that paid within ${windowDays} days, finished months only, 95% interval`,
    chart: (width) => LineChart(lines, {width, unit: "rate", bounds: [0, 1], breaks: true}),
    empty: leftOut.cohorts ? fewMonths : "No month of trials has had its time yet.",
    note: until.some(({hidden}) => hidden) ? "The line is broken where a month has too few trials to show." : null,
    measure: "trial_conversion",
    queries,
    table: seriesTable(lines, "rate", site.currency)
  });
}

/** Conversion by where trials came from, what was tried and who tried it, as far as the filters leave it open. */
export function TrialGroupsFigure(
  {groups, leftOut}: TrialsView,
  {windowDays}: Windows,
  {site, queries, choose}: Context
): HTMLElement {
  const open = openRows(groups);
  const sources = open.filter((row) => row.group === "Source");
  return Figure({
    title: spreadTitle(
      sources.length > 1 ? sources : open,
      "converts better than",
      sources.length > 1 ? "No clear difference between sources" : "No clear difference between groups"
    ),
    subtitle: `Share of trials that paid within ${windowDays} days, 12 finished months of starts, 95% interval`,
    chart: (width) => IntervalChart(groups, {width, unit: "rate", bounds: [0, 1], counted: "trials", choose}),
    empty: "There is no group of trials to compare.",
    note: `Observed: nobody was assigned to a source or a plan, and other customers come by each.${smallTrials(leftOut.year)}`,
    measure: "trial_conversion_year",
    queries,
    table: intervalTable(groups, "rate", site.currency, "trials")
  });
}

/** When trials are paid for: the share by day, with those still open. */
export function PaidCurveFigure(
  {curve, trials, open, leftOut}: TrialsView,
  {windowDays}: Windows,
  {site, queries}: Context
): HTMLElement {
  const last = curve.at(-1);
  return Figure({
    title: last
      ? `Of 100 trials, ${Math.round(100 * last.value)} are paid for by day ${count(last.at)}`
      : "Too few trials to say when they are paid for",
    subtitle: "Share of trials paid for, by days since the start, trials begun in the last 12 months, 95% interval",
    chart: (width) => StepCurve(curve, {width, axis: "days since the start", end: windowDays}),
    empty: "Needs ten trials that can be seen for a day.",
    note: `${plural(trials, "trial")}, of which ${count(open)} can still be paid for: each counts up to the last day seen of it. A trial that ended can be paid for until day ${windowDays}; unpaid by then, it is lost and stays in the share. The line stops where fewer than 10 are at risk.${smallTrials(leftOut.times)}`,
    measure: "trial_conversion_open",
    queries,
    table: stepTable(curve, "Day", "Paid for", site.currency)
  });
}

export function stepTable(points: readonly StepPoint[], at: string, what: string, currency: string): Table {
  return {
    columns: [
      {label: at, number: true},
      valueColumn(what, "rate", currency),
      valueColumn("lower", "rate", currency),
      valueColumn("upper", "rate", currency),
      {label: "At risk", number: true}
    ],
    rows: points.map((point) => [point.at, point.value, point.lower, point.upper, point.atRisk])
  };
}

/** What a filter cannot tell, or nothing. */
export function smallTrials(accounts: number): string {
  return accounts > 0 ? ` ${plural(accounts, "account")} in groups too small to tell apart are left out.` : "";
}
