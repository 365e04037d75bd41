import type {Context} from "./context.js";
import {scopeNote} from "./countCubes.js";
import {Figure} from "./figure.js";
import {DataTable} from "./dataTable.js";
import type {Selection} from "./filters.js";
import {day, formatInterval, plural, rate} from "./format.js";
import {IncidenceChart} from "./incidenceChart.js";
import {perpetualView, type PerpetualRelease, type PerpetualResult} from "./perpetualView.js";
import {tierColor, type Site} from "./site.js";
import {valueColumn} from "./tables.js";

/** Whom the figures are of: the plan says nothing of those who own a version. */
function scope(selection: Selection, leftOut: number, site: Site): string {
  const {plan, ...rest} = selection;
  return `${scopeNote(rest, leftOut, site)}${plan == null ? "" : " Perpetual licences have no plan, so that filter does not count here."}`;
}

/** Owners who bought a later version, by months since its release, a line a release; the latest four. */
export function PerpetualFigure(
  perpetual: PerpetualResult | null,
  selection: Selection,
  {site, queries}: Context
): HTMLElement | string {
  if (!perpetual) return "";
  const {releases, leftOut} = perpetualView(perpetual, selection, site.minCell);
  const shown = releases.slice(-4);
  const several = new Set(shown.map((one) => one.family)).size > 1;
  const nameOf = (one: PerpetualRelease) => `${several ? `${one.family} ` : ""}${one.before} → ${one.version}`;
  const series = shown.map((one, i) => ({
    name: nameOf(one),
    color: tierColor(i + 1, shown.length),
    values: one.points
  }));
  const known = shown.findLast((one) => one.year.value !== null);
  const value = (label: string) => valueColumn(label, "rate", site.currency);
  return Figure({
    title: known
      ? `${rate(known.year.value)} of those who owned ${known.family} ${known.before} bought the next version within 12 months (${formatInterval(known.year.lower, known.year.upper, "rate", site.currency)})`
      : releases.length
        ? "No release is a year old yet"
        : "Too few owners to tell",
    subtitle:
      "Share of owners of the version before who bought a later one, by months since the release, 95% band (Kaplan–Meier); who has not bought waits",
    chart: (width) => IncidenceChart(series, {width, time: "months since the release"}),
    empty: "Too few owners to draw.",
    note: `${scope(selection, leftOut, site)} A perpetual licence does not end and carries no monthly revenue, so it stands apart from all other measures. Who bought the old version after the release is not counted.`,
    measure: "perpetual_upgrade_rate",
    queries,
    table: {
      columns: [
        {label: "Release"},
        {label: "Months", number: true, format: (months) => Number(months).toFixed(1)},
        {label: "At risk", number: true},
        value("Bought"),
        value("lower"),
        value("upper")
      ],
      rows: shown.flatMap((one) =>
        one.points.map((point) => [nameOf(one), point.time, point.atRisk, point.value, point.lower, point.upper])
      )
    }
  });
}

/** Every release with the owners of the version before it. */
export function ReleasesFigure(
  perpetual: PerpetualResult | null,
  selection: Selection,
  {site, queries}: Context
): HTMLElement | string {
  if (!perpetual) return "";
  const {releases, leftOut} = perpetualView(perpetual, selection, site.minCell);
  const value = (label: string) => valueColumn(label, "rate", site.currency);
  const table = {
    columns: [
      {label: "Release"},
      {label: "Product"},
      {label: "On", format: (date: unknown) => day(String(date))},
      {label: "Owners", number: true},
      {label: "Bought", number: true},
      value("In 12 months"),
      value("lower"),
      value("upper")
    ],
    rows: releases.map(({before, version, family, released, owners, bought, year}) => [
      `${before} → ${version}`,
      family,
      released,
      owners,
      bought,
      year.value,
      year.lower,
      year.upper
    ])
  };
  return Figure({
    title: `${plural(releases.length, "release")} with owners of the version before`,
    subtitle:
      "Owners on the day of the release, those who have bought a later version since, and the share within 12 months with its 95% Wilson interval; n/a until 12 months are over",
    body: DataTable(table),
    note: scope(selection, leftOut, site),
    measure: "perpetual_upgrade_rate",
    queries,
    table
  });
}

/** How many owned what, for the line under the heading. */
export function perpetualSentence(
  perpetual: PerpetualResult | null,
  selection: Selection,
  {minCell}: Pick<Site, "minCell">
): string {
  if (!perpetual)
    return "No perpetual product with two versions is in the exports. Give plans a version and a release date, and map their sales as one-off licences, and the share of owners who buy the next version appears here.";
  const last: PerpetualRelease | undefined = perpetualView(perpetual, selection, minCell).releases.at(-1);
  return last
    ? `Owners of a perpetual licence choose anew with every version: ${plural(last.owners, "account")} owned ${last.family} ${last.before} when ${last.version} came out on ${day(last.released)}, and ${last.bought} have bought since.`
    : "Owners of a perpetual licence choose anew with every version. Too few of them are in this selection to show.";
}
