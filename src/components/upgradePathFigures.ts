import type {Context} from "./context.js";
import {scopeNote, type CountCubes} from "./countCubes.js";
import {EmptyState} from "./emptyState.js";
import {Figure} from "./figure.js";
import type {Selection} from "./filters.js";
import {list, plural, rate, sentenceCase} from "./format.js";
import {IncidenceChart} from "./incidenceChart.js";
import {IntervalChart} from "./intervalChart.js";
import type {Site} from "./site.js";
import {intervalTable, valueColumn} from "./tables.js";
import {spreadTitle} from "./titles.js";
import {upgradePathsView, type UpgradePath} from "./upgradePathsView.js";

const labels: Record<string, string> = {self_serve: "Self-serve", assisted: "Assisted"};
const nameOf = (path: UpgradePath) => labels[path.channel] ?? path.channel;
const colors = ["var(--accent)", "var(--new)", "var(--tertiary)"];

/** "3.4 days", hours under two days, minutes under two hours. */
export function duration(days: number): string {
  if (days < 1 / 12) return plural(Math.round(days * 1440), "minute");
  return days < 2 ? plural(Math.round(days * 24), "hour") : `${days.toFixed(1)} days`;
}

/** "Half of assisted requests are through in 4.0 days, half of self-serve ones in 37 minutes". */
function titleOf(paths: readonly UpgradePath[]): string {
  const known = paths.filter(({median}) => median.value !== null);
  if (!known.length) return "Half of the requests are not through yet";
  const said = known.map((path, i) => {
    const who = nameOf(path).toLowerCase();
    return `half of ${i ? `${who} ones` : `${who} requests are through`} in ${duration(path.median.value!)}`;
  });
  return sentenceCase(list(said));
}

function countsText(path: UpgradePath): string {
  const {lower, upper} = path.median;
  const between = lower === null || upper === null ? "" : `, median between ${duration(lower)} and ${duration(upper)}`;
  return `${nameOf(path)}: ${plural(path.requests, "request")}, ${path.open} open, ${path.dropped} dropped${between}.`;
}

/** What time is drawn in: minutes and hours where no path takes longer. */
function unitFor(days: number): {name: string; of: number} {
  if (days > 0 && days < 1 / 12) return {name: "minutes", of: 1440};
  return days > 0 && days < 2 ? {name: "hours", of: 24} : {name: "days", of: 1};
}

/** A request has the plan of the month it was made in. */
function scope(selection: Selection, leftOut: number, site: Site): string {
  return `${scopeNote(selection, leftOut, site)}${selection.plan == null ? "" : " The plan is the one at the start of the month of the request."}`;
}

/** From request to provisioned, self-serve against assisted, with open requests counted as still waiting. */
export function PathsFigure(cubes: CountCubes | null, selection: Selection, {site, queries}: Context): HTMLElement {
  if (!cubes) return EmptyState("offer_events", "the time from a request to the upgrade appears here, by path");
  const {paths, leftOut} = upgradePathsView(cubes, selection, site.minCell);
  const series = paths.map((path, i) => ({
    name: nameOf(path),
    color: colors[i % colors.length]!,
    values: path.points
  }));
  const unit = unitFor(Math.max(0, ...paths.flatMap((path) => path.points.map(({time}) => time))));
  const drawn = series.map((one) => ({
    ...one,
    values: one.values.map((point) => ({...point, time: point.time * unit.of}))
  }));
  const value = (label: string) => valueColumn(label, "rate", site.currency);
  return Figure({
    title: paths.length ? titleOf(paths) : `Fewer than ${site.minCell} accounts here have asked for an upgrade`,
    subtitle: `Share of requests provisioned by ${unit.name} since the request, last 12 months, 95% band (Aalen–Johansen)`,
    chart: (width) => IncidenceChart(drawn, {width, time: `${unit.name} since the request`}),
    empty: "Too few requests to draw.",
    note: `${scope(selection, leftOut, site)} ${paths.map(countsText).join(" ")} Open requests count as still waiting; the mean of those done would leave the slow ones out. Requests are not dealt to paths at random, so other things differ between them too.`,
    mart: "upgrade_paths",
    queries,
    table: {
      columns: [
        {label: "Path"},
        {label: "Days", number: true, format: (days) => Number(days).toFixed(2)},
        {label: "At risk", number: true},
        value("Provisioned"),
        value("lower"),
        value("upper")
      ],
      rows: paths.flatMap((path) =>
        path.points.map((point) => [nameOf(path), point.time, point.atRisk, point.value, point.lower, point.upper])
      )
    }
  });
}

/** Provisioned within a day and a week, of the requests that are as old. */
export function WithinFigure(
  cubes: CountCubes | null,
  selection: Selection,
  {site, queries}: Context
): HTMLElement | string {
  if (!cubes) return "";
  const {paths, leftOut} = upgradePathsView(cubes, selection, site.minCell);
  if (!paths.length) return "";
  const rows = [0, 1].flatMap((k) =>
    paths.map((path, i) => {
      const {days, ...rest} = path.within[k]!;
      return {
        ...rest,
        name: nameOf(path),
        group: `Within ${plural(days, "day")}`,
        color: colors[i % colors.length]!
      };
    })
  );
  const day = rows.slice(0, paths.length).map((row) => ({...row, name: `${row.name.toLowerCase()} requests`}));
  return Figure({
    title:
      day.length === 1
        ? `${rate(day[0]!.value)} of ${day[0]!.name} are done within a day`
        : spreadTitle(day, "are done within a day more often than", "No clear difference within a day by path"),
    subtitle: "Share of requests provisioned within 1 and 7 days, of those at least that old, 95% Wilson interval",
    chart: (width) => IntervalChart(rows, {width, unit: "rate", bounds: [0, 1], counted: "requests"}),
    note: scope(selection, leftOut, site),
    mart: "upgrade_paths",
    queries,
    table: intervalTable(rows, "rate", site.currency, "requests")
  });
}
