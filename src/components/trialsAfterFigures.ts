import type {Context} from "./context.js";
import {EmptyState} from "./emptyState.js";
import {Figure} from "./figure.js";
import {count, plural, rate} from "./format.js";
import {IntervalChart} from "./intervalChart.js";
import {valueColumn} from "./tables.js";
import {spreadTitle} from "./titles.js";
import {smallTrials} from "./trialsFigures.js";
import type {TrialsView} from "./trialsView.js";

/** Whether those who paid after a trial still do, and on which tier. */
export function AfterFigure({after, leftOut}: TrialsView, {site, queries}: Context): HTMLElement {
  const rows = after.map(({day, paying}) => ({name: `${day} days after`, ...paying}));
  const last = after.at(-1);
  const parts = after.map(
    ({day, paying, holds}) =>
      `After ${day} days, of ${count(paying.n)}: ${count(holds.same)} on the tier they began with, ${count(holds.higher)} on a higher one, ${count(holds.lower)} on a lower one, ${count(holds.gone)} no longer paying.`
  );
  return Figure({
    title: last
      ? `Of 100 trials paid for, ${Math.round(100 * last.paying.value!)} still pay ${last.day} days later`
      : "No trial was paid for long enough ago",
    subtitle: "Share of converted trials whose account pays, by days since the first payment, 95% interval",
    chart: (width) => IntervalChart(rows, {width, unit: "rate", bounds: [0, 1], counted: "trials"}),
    empty: "Nobody has been a customer for so long since a trial.",
    note: rows.length
      ? `Only conversions that many days back are counted. ${parts.join(" ")}${smallTrials(leftOut.after)}`
      : null,
    measure: "trial_conversion",
    mart: "trial_after",
    queries,
    table: {
      columns: [
        {label: "Days after", number: true},
        {label: "Trials", number: true},
        ...["Still pay", "lower", "upper"].map((label) => valueColumn(label, "rate", site.currency)),
        ...["Higher tier", "Same tier", "Lower tier", "Not paying"].map((label) => ({label, number: true}))
      ],
      rows: after.map(({day, paying, holds}) => [
        ...[day, paying.n, paying.value, paying.lower, paying.upper],
        ...[holds.higher, holds.same, holds.lower, holds.gone]
      ])
    }
  });
}

const outcomes = {converted: "trials paid for", abandoned: "trials not paid for"};

/** What those who tried say afterwards. */
export function TrialFeedbackFigure({feedback, leftOut}: TrialsView, {site, queries}: Context): HTMLElement {
  if (site.missing.includes("responses")) return EmptyState("responses", "what people say after a trial appears here");
  const rows = feedback.map(({outcome, favourable}) => ({name: outcomes[outcome], ...favourable}));
  const rates = feedback.map(
    ({outcome, asked, answered}) =>
      `${rate(answered.value, 0)} of ${plural(asked, "trial")} asked (${outcomes[outcome]})`
  );
  return Figure({
    title: spreadTitle(rows, "are judged better than", "No clear difference in what people say afterwards"),
    subtitle: "Share of answers that are favourable, by what became of the trial, 95% interval",
    chart: (width) => IntervalChart(rows, {width, unit: "rate", bounds: [0, 1], counted: "answers"}),
    empty: "No question about a trial has been answered: surveys named “Trial”, or a wave of that name, are read here.",
    note: feedback.length
      ? `Favourable is 4 or 5 of 5 for satisfaction and 5 to 7 of 7 for ease. Answered: ${rates.join("; ")}. Those who did not may think otherwise.${smallTrials(leftOut.feedback)}`
      : null,
    measure: "csat",
    mart: "trial_feedback",
    queries,
    table: {
      columns: [
        {label: "Outcome"},
        {label: "Asked", number: true},
        {label: "Answered", number: true},
        valueColumn("Response rate", "rate", site.currency),
        valueColumn("lower", "rate", site.currency),
        valueColumn("upper", "rate", site.currency),
        ...["Favourable", "lower", "upper"].map((label) => valueColumn(label, "rate", site.currency))
      ],
      rows: feedback.map(({outcome, asked, answered, favourable}) => [
        ...[outcomes[outcome], asked, favourable.n, answered.value, answered.lower, answered.upper],
        ...[favourable.value, favourable.lower, favourable.upper]
      ])
    }
  });
}
