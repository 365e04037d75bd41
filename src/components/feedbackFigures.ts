import type {Measure} from "../definitions.js";
import type {Context} from "./context.js";
import {EmptyState} from "./emptyState.js";
import {
  beforeAfterRows,
  beforeAfterText,
  beforeAfterTitle,
  tierRows,
  wavePoints,
  waveTable,
  type BeforeAfter,
  type FeedbackResult,
  type Wave
} from "./feedbackView.js";
import {Figure} from "./figure.js";
import {month, rate, score} from "./format.js";
import {IntervalChart} from "./intervalChart.js";
import {LineChart} from "./lineChart.js";
import type {Tile} from "./measureTile.js";
import {keyLabel} from "./site.js";
import {intervalTable} from "./tables.js";
import {spreadTitle, trendTitle} from "./titles.js";

const surveys = {
  nps: {
    name: "The net promoter score",
    unit: "score",
    verb: "scores higher than",
    subtitle: "Promoters less detractors per hundred answers",
    bounds: [-100, 100],
    reference: {value: 0, label: "as many promoters as detractors"},
    counted: "answers"
  },
  csat: {
    name: "Satisfaction",
    unit: "rate",
    verb: "is more satisfied than",
    subtitle: "Share of ratings of 4 or 5 out of 5",
    bounds: [0, 1],
    reference: null,
    counted: "ratings"
  }
} as const;

/** A survey over its waves. */
export function WavesFigure(result: FeedbackResult, id: "nps" | "csat", {queries}: Context): HTMLElement {
  const {name, unit, subtitle, bounds, reference} = surveys[id];
  const points = wavePoints(result[id].series);
  return Figure({
    title: trendTitle(name, points, {
      change: result[id].change ?? null,
      candidates: 2,
      when: month,
      format: unit === "score" ? (value) => score(value) : (value) => rate(value)
    }),
    subtitle: `${subtitle}, by quarter, 95% interval`,
    chart: (width) => LineChart([{name, values: points}], {width, unit, bounds, reference}),
    empty: "No wave has answers yet.",
    measure: id,
    queries,
    table: waveTable(result[id].series, unit)
  });
}

export function TierScoresFigure(result: FeedbackResult, id: "nps" | "csat", {site, queries}: Context): HTMLElement {
  const {unit, verb, subtitle, bounds, counted} = surveys[id];
  const rows = tierRows(result[id].byTier);
  return Figure({
    title: spreadTitle(
      rows.filter((row) => row.name !== keyLabel("no plan")),
      verb,
      "No clear difference between plans"
    ),
    subtitle: `${subtitle}, by plan, 95% interval`,
    chart: (width) => IntervalChart(rows, {width, unit, bounds, counted}),
    empty: "No answer can be tied to a plan yet.",
    measure: id,
    queries,
    table: intervalTable(rows, unit, site.currency, counted)
  });
}

export function BeforeAfterFigure(found: BeforeAfter | null, {site}: Context): HTMLElement {
  if (!found) return EmptyState("responses", "accounts that answered before and after an upgrade are compared here");
  const rows = beforeAfterRows(found);
  return Figure({
    title: beforeAfterTitle(found),
    subtitle: "Change of the answer, 0 to 10, from before the upgrade to after it, 95% interval",
    chart: (width) =>
      IntervalChart(rows, {width, unit: "ratio", difference: true, reference: {value: 0, label: "no change"}}),
    note: beforeAfterText(found),
    table: intervalTable(rows, "ratio", site.currency, "accounts", true)
  });
}

/** Score, satisfaction and how many answered, as tiles. */
export function surveyTiles({nps, csat, responseRate}: FeedbackResult): Tile[] {
  const tile = (measure: Measure, waves: readonly Wave[]): Tile => ({
    id: measure.id,
    measure,
    target: null,
    change: null,
    series: wavePoints(waves)
  });
  return [tile(nps.overall, nps.series), tile(csat.overall, csat.series), tile(responseRate, [])];
}
