import type {Experiment} from "../results/experiment.js";
import type {ExperimentRead, Question} from "../verdict/analyse.js";
import {readLooks} from "../verdict/readLooks.js";
import type {Context} from "./context.js";
import {armName, unitOf} from "./experiment.js";
import {comparisonTable, differenceRows, exposureSeries, looksTable} from "./experimentTable.js";
import {Figure} from "./figure.js";
import {formatDifference, plural, rate} from "./format.js";
import {IntervalChart} from "./intervalChart.js";
import {LineChart} from "./lineChart.js";
import {LooksChart} from "./looksChart.js";
import {seriesTable} from "./tables.js";

/** Every difference to control on one scale, with all numbers in its table; means and money have a figure of their own. */
export function DifferencesFigure(read: ExperimentRead, {alpha = read.alpha}: Question, {site}: Context): HTMLElement {
  const rows = differenceRows(read, "rate");
  const rest = read.comparisons.some((comparison) => unitOf(comparison) !== "rate");
  return Figure({
    title: read.srm.flag ? "Differences, not to be read as effects" : "What each message changed",
    subtitle: `Difference to control in percentage points, ${rate(1 - alpha, 0)} interval`,
    chart: (width) =>
      IntervalChart(rows, {
        width,
        unit: "rate",
        difference: true,
        reference: {value: 0, label: "no difference"},
        counted: `${read.unit}s`
      }),
    empty: rest ? "No metric here is a rate: the others stand beside." : "No metric has been measured yet.",
    note: rest ? "Means and money have scales of their own and stand beside." : null,
    table: comparisonTable(read, site.currency)
  });
}

/** The differences of one metric that is a mean, a ratio, a quantile or money. */
export function MeanFigure(
  read: ExperimentRead,
  metric: string,
  {alpha = read.alpha}: Question,
  {site}: Context
): HTMLElement {
  const own = {...read, comparisons: read.comparisons.filter((comparison) => comparison.metric === metric)};
  const first = own.comparisons[0]!;
  const unit = unitOf(first);
  return Figure({
    title: read.srm.flag ? `${first.metricName}, not to be read as an effect` : first.metricName,
    subtitle: `Difference to control a ${read.unit}, ${rate(1 - alpha, 0)} interval`,
    chart: (width) =>
      IntervalChart(differenceRows(own, unit), {
        ...{width, unit, currency: site.currency, difference: true, counted: `${read.unit}s`},
        reference: {value: 0, label: "no difference"}
      }),
    empty: first.reason ?? "Nothing has been measured yet.",
    table: comparisonTable(own, site.currency)
  });
}

/** How a primary metric looked over time, with what it took to stop. */
export function LooksFigure(
  read: ExperimentRead,
  {metric: id, variant}: {metric: string; variant: string},
  {alpha = read.alpha}: Question,
  {site}: Context
): HTMLElement {
  const metric = read.metrics.find((one) => one.id === id)!;
  const primaries = read.comparisons.filter(({role}) => role === "primary").length;
  const looks = readLooks(read, metric, variant, alpha / Math.max(1, primaries));
  const unit = unitOf(metric);
  const last = looks.at(-1);
  const name = `${armName(read, variant)}, ${metric.name}`;
  const crossed = looks.find(({difference, z, se}) => z !== null && Math.abs(difference) >= z * se);
  const state = crossed
    ? `crossed its boundary by ${crossed.n.toLocaleString("en-US")} ${read.unit}s`
    : read.looks === null
      ? "has no planned looks"
      : looks.some(({z}) => z !== null)
        ? "did not cross its boundary"
        : "no planned look has been reached";
  return Figure({
    title: `${name}: ${state}`,
    subtitle: `Difference as ${read.unit}s came of age, 95% interval of each look alone; lines: how far from none it must be`,
    chart: (width) => LooksChart(looks, {width, unit, currency: site.currency}),
    empty: "Nobody's time is over yet.",
    note: lookNote(read, primaries, alpha, last && formatDifference(last.difference, unit, site.currency)),
    table: looksTable(looks, unit, site.currency)
  });
}

function lookNote({spending, looks}: Experiment, primaries: number, alpha: number, now: string | undefined): string {
  const families = {"obrien-fleming": "O’Brien–Fleming", pocock: "Pocock", power: "power"};
  const share = primaries > 1 ? `The accepted error is shared by ${primaries} primary comparisons. ` : "";
  const plan = looks
    ? `Planned: ${plural(looks, "look")}, ${families[spending]} spending of ${rate(alpha, 0)} by the share of planned units that had their time. `
    : "No looks were planned, so only the wider line holds before the end. ";
  return `${now ? `Now ${now}. ` : ""}${share}${plan}The dashed line is a confidence sequence: it may be looked at on any day.`;
}

export function ExposureFigure(read: ExperimentRead, {site}: Context): HTMLElement {
  const lines = exposureSeries(read);
  return Figure({
    title: `${read.multipleExposed ? plural(read.multipleExposed, read.unit) : `No ${read.unit}`} saw more than one message`,
    subtitle: `${read.unit === "user" ? "Users" : "Accounts"} that had entered each arm by each day; the first exposure counts`,
    chart: (width) => LineChart(lines, {width, unit: "count", height: 200}),
    empty: "Nobody has been exposed yet.",
    table: seriesTable(lines, "count", site.currency)
  });
}
