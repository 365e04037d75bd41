import {html} from "htl";
import type {Readout} from "../results/readout.js";
import {Figure} from "./figure.js";
import {list} from "./format.js";
import {IntervalChart, type IntervalRow} from "./intervalChart.js";
import {
  cumulativeRows,
  cumulativeTable,
  cumulativeTitle,
  effectsTable,
  holdoutRows,
  holdoutTable,
  holdoutTitle,
  shippedRows,
  tagRows,
  tagsNote,
  tagsTable,
  tagsTitle,
  tallyNote,
  tallyTitle
} from "./readoutView.js";

const scale = "change relative to the control, more is better, 95% interval on the log scale";

function lifts(rows: readonly IntervalRow[], counted = "units") {
  return (width: number) =>
    IntervalChart(rows, {width, unit: "rate", reference: {value: 0, label: "no difference"}, counted});
}

/** How many tests won, and what each winner did, as measured and drawn towards what tests usually do. */
export function WinnersFigure(result: Readout): HTMLElement {
  const {tally, effects} = result;
  return Figure({
    title: tallyTitle(tally),
    subtitle: `Winning variants by their first primary rate: ${scale}`,
    chart: lifts(shippedRows(effects)),
    empty: tally.tests ? "No variant that was judged by a rate has won yet." : "Tests appear here when they are over.",
    note: tallyNote(result) || null,
    table: effectsTable(effects)
  });
}

/** What everything that shipped adds up to, a metric at a time. */
export function CumulativeFigure({cumulative}: Readout): HTMLElement {
  return Figure({
    title: cumulativeTitle(cumulative),
    subtitle: `All winners of a metric together: ${scale}`,
    chart: lifts(cumulativeRows(cumulative)),
    empty: "When a test of a rate is won, what winners add up to appears here.",
    note: cumulative.length
      ? "Shipped means that the verdict was to ship. Ratios are multiplied, as if each winner were in use since and none took from another. As measured, the luck of every winner is multiplied, too. Metrics of the same id in the plans count as the same; different ones are never added up."
      : null,
    table: cumulativeTable(cumulative)
  });
}

/** Those who get messages beside those kept without, and what shipped. */
export function HoldoutFigure({holdouts}: Readout): HTMLElement {
  const reasons = holdouts.flatMap(({name, reason}) => (reason ? [`${name}: ${reason}`] : []));
  const running = holdouts.some(({status}) => status === "running");
  return Figure({
    title: holdoutTitle(holdouts),
    subtitle: `Gap between those with messages and a holdout kept without, beside what shipped by then: change relative to those without, 95% interval on the log scale`,
    chart: lifts(holdoutRows(holdouts)),
    empty: reasons.length
      ? `${list(reasons)}.`
      : "Only a group that gets no messages can show what all of them do together. Keep a few percent out for a quarter, tag their arm holdout in playbook/experiments.yaml, and the gap appears here beside the sum of what shipped.",
    note: holdouts.length
      ? `The gap holds all that messages do, those never tested among them, so it need not equal the sum of what shipped.${running ? " A holdout is still running: its interval holds for one look, not for looking again and again." : ""}`
      : null,
    table: holdoutTable(holdouts)
  });
}

/** What tests whose variants have a tag in common came to. */
export function TagsFigure({tags}: Readout): HTMLElement {
  return Figure({
    title: tagsTitle(tags),
    subtitle:
      "Exploratory: mean difference of tests whose variant has the tag and whose control has not, random effects, 95% interval by Hartung and Knapp",
    chart: lifts(tagRows(tags), "tests"),
    empty:
      tags.length > 0
        ? "A mean takes two tests of the same tag, and one that can be drawn a few more."
        : "Give the arms in playbook/experiments.yaml tags, such as outcome_led or urgent, and copy. From two tests with a tag on, their mean appears here.",
    note: html`<strong>Observed, not an effect of the tag.</strong> Arms differ in more than one tag, so another trait
      may be behind it: a reason for a test, no verdict. p is adjusted for all tags by Benjamini–Hochberg.
      ${tagsNote(tags)}`,
    table: tagsTable(tags)
  });
}
