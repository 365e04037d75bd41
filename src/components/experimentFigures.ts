import type {Context} from "./context.js";
import type {ExperimentRead} from "../verdict/analyse.js";
import {comparisonTable, differenceRows, exposureSeries} from "./experimentTable.js";
import {Figure} from "./figure.js";
import {plural, rate} from "./format.js";
import {IntervalChart} from "./intervalChart.js";
import {LineChart} from "./lineChart.js";
import {seriesTable} from "./tables.js";

/** Every difference to control on one scale, with all numbers in its table. */
export function DifferencesFigure(experiment: ExperimentRead): HTMLElement {
  const rows = differenceRows(experiment);
  return Figure({
    title: experiment.srm.flag ? "Differences, not to be read as effects" : "What each message changed",
    subtitle: `Difference to control in percentage points, ${rate(1 - experiment.alpha, 0)} interval`,
    chart: (width) =>
      IntervalChart(rows, {
        width,
        unit: "rate",
        difference: true,
        reference: {value: 0, label: "no difference"},
        counted: `${experiment.unit}s`
      }),
    empty: "No metric has been measured yet.",
    note: experiment.comparisons.some((comparison) => comparison.kind === "mean")
      ? "Means, such as revenue, have a scale of their own: they are in the table."
      : null,
    table: comparisonTable(experiment)
  });
}

export function ExposureFigure(experiment: ExperimentRead, {site}: Context): HTMLElement {
  const lines = exposureSeries(experiment);
  return Figure({
    title: `${experiment.multipleExposed ? plural(experiment.multipleExposed, experiment.unit) : `No ${experiment.unit}`} saw more than one message`,
    subtitle: `${experiment.unit === "user" ? "Users" : "Accounts"} that had entered each arm by each day; the first exposure counts`,
    chart: (width) => LineChart(lines, {width, unit: "count", height: 200}),
    empty: "Nobody has been exposed yet.",
    table: seriesTable(lines, "count", site.currency)
  });
}
