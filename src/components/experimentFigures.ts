import type {Experiment} from "../results/experiment.js";
import type {ExperimentRead, Question} from "../verdict/analyse.js";
import {readLooks} from "../verdict/readLooks.js";
import type {Context} from "./context.js";
import {armName, unitOf} from "./experiment.js";
import {exposureSeries, looksTable} from "./experimentTable.js";
import {Figure} from "./figure.js";
import {formatDifference, plural, rate} from "./format.js";
import {LineChart} from "./lineChart.js";
import {LooksChart} from "./looksChart.js";
import {seriesTable} from "./tables.js";

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
      ? read.status === "finished"
        ? "read once, at its end"
        : "has no planned looks"
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

function lookNote(
  {spending, looks, status}: Experiment,
  primaries: number,
  alpha: number,
  now: string | undefined
): string {
  const families = {"obrien-fleming": "O’Brien–Fleming", pocock: "Pocock", power: "power"};
  const share = primaries > 1 ? `The accepted error is shared by ${primaries} primary comparisons. ` : "";
  const plan = looks
    ? `Planned: ${plural(looks, "look")}, ${families[spending]} spending of ${rate(alpha, 0)} by the share of planned units that had their time. `
    : status === "finished"
      ? "No looks were planned, and the test is over: it is read once, at its end, and no line here decides. "
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
