import type {Context} from "./context.js";
import {Figure} from "./figure.js";
import {DataTable} from "./dataTable.js";
import {day, formatInterval, plural, rate} from "./format.js";
import {IncidenceChart, type IncidencePoint} from "./incidenceChart.js";
import {tierColor} from "./site.js";
import {valueColumn} from "./tables.js";

/** One release of a perpetual product, and how those who owned the version before took it up. */
export interface PerpetualRelease {
  family: string;
  before: number;
  version: number;
  released: string;
  owners: number;
  bought: number;
  year: {value: number | null; lower: number | null; upper: number | null};
  points: IncidencePoint[];
}

/** Owners who bought a later version, by months since its release, a line a release; the latest four. */
export function PerpetualFigure(
  releases: readonly PerpetualRelease[] | null,
  {site, queries}: Context
): HTMLElement | string {
  if (!releases) return "";
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
      : "No release is a year old yet",
    subtitle:
      "Share of owners of the version before who bought a later one, by months since the release, 95% band (Kaplan–Meier); who has not bought waits",
    chart: (width) => IncidenceChart(series, {width, time: "months since the release"}),
    empty: "Too few owners to draw.",
    note: "All accounts, whatever the filters. A perpetual licence does not end and carries no monthly revenue, so it stands apart from all other measures. Who bought the old version after the release is not counted.",
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
  releases: readonly PerpetualRelease[] | null,
  {site, queries}: Context
): HTMLElement | string {
  if (!releases) return "";
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
    measure: "perpetual_upgrade_rate",
    queries,
    table
  });
}

/** How many owned what, for the line under the heading. */
export function perpetualSentence(releases: readonly PerpetualRelease[] | null): string {
  const last = releases?.at(-1);
  return last
    ? `Owners of a perpetual licence choose anew with every version: ${plural(last.owners, "account")} owned ${last.family} ${last.before} when ${last.version} came out on ${day(last.released)}, and ${last.bought} have bought since.`
    : "No perpetual product with two versions is in the exports. Give plans a version and a release date, and map their sales as one-off licences, and the share of owners who buy the next version appears here.";
}
