import {upgradeAccounts} from "./accountsTable.js";
import {annotationNote} from "./annotations.js";
import type {Context} from "./context.js";
import {scopeNote} from "./countCubes.js";
import {EmptyState} from "./emptyState.js";
import {Figure} from "./figure.js";
import type {Selection} from "./filters.js";
import {list, month, rate, type Maybe} from "./format.js";
import {IntervalChart} from "./intervalChart.js";
import {limitPressureView, type LimitPressure} from "./limitPressureView.js";
import {LineChart, type Series} from "./lineChart.js";
import {openRows} from "./rowPicks.js";
import {keyLabel, smallGroupsNote} from "./site.js";
import {intervalTable, seriesTable} from "./tables.js";
import {spreadTitle, trendTitle} from "./titles.js";
import type {HazardRow, UpgradesView} from "./upgradesView.js";

const format = (value: Maybe) => rate(value);

export function HazardFigure({series, tiles}: UpgradesView, context: Context): HTMLElement {
  const {site, queries} = context;
  const lines: Series[] = [{name: "Upgrade hazard", values: series.hazard}];
  return Figure({
    title: trendTitle("The upgrade hazard of 12 months", series.hazard, {
      change: tiles[0]!.change,
      candidates: 2,
      format
    }),
    subtitle: "Upgrades per eligible account-month, trailing 12 months, 95% interval",
    chart: (width) => LineChart(lines, {width, unit: "rate", annotations: site.annotations, bounds: [0, 1]}),
    empty: "The rate needs 12 months of subscriptions.",
    note: annotationNote(site.annotations, series.hazard),
    measure: "upgrade_hazard",
    queries,
    table: seriesTable(lines, "rate", site.currency),
    accounts: upgradeAccounts(context)
  });
}

export function KindsFigure({series, tiles}: UpgradesView, {site, queries}: Context): HTMLElement {
  const lines: Series[] = [
    {name: "Tier", values: series.tier, color: "var(--accent)"},
    {name: "Seats", values: series.seats, color: "var(--new)"}
  ];
  return Figure({
    title: trendTitle("The share that moved up a tier", series.tier, {change: tiles[2]!.change, candidates: 2, format}),
    subtitle: "Share of eligible accounts that moved up a tier, or added seats, in the month, 95% interval",
    chart: (width) => LineChart(lines, {width, unit: "rate", annotations: site.annotations, bounds: [0, 1]}),
    empty: "No account could upgrade yet.",
    note: annotationNote(site.annotations, series.tier),
    measure: "upgrade_rate_tier",
    queries,
    table: seriesTable(lines, "rate", site.currency)
  });
}

/** Rows whose accounts can make the same kinds of move; a plan at the top can only add seats. */
function comparable(groups: readonly HazardRow[]): readonly HazardRow[] {
  const plans = groups.filter(({canTier}) => canTier !== null);
  if (plans.length === 0) return groups;
  return plans.some(({canTier}) => canTier) ? plans.filter(({canTier}) => canTier) : plans;
}

/** What the rates of plans consist of that cannot move up a tier, where others can. */
function seatsOnlyText(groups: readonly HazardRow[]): string {
  if (!groups.some(({canTier}) => canTier)) return "";
  const names = groups.flatMap(({name, canTier}) =>
    canTier === false ? [name === keyLabel("no plan") ? `accounts ${name}` : name] : []
  );
  if (names.length === 0) return "";
  const [have, their] = names.length === 1 ? ["has", "its"] : ["have", "their"];
  return `; ${list(names)} ${have} no tier above, so ${their} rate is of added seats alone, that of the other plans of tiers and seats`;
}

export function HazardGroupsFigure(
  {groups, ungrouped, month: at}: UpgradesView,
  {site, queries, choose}: Context
): HTMLElement {
  const open = openRows(groups);
  const rows = comparable(open);
  return Figure({
    title:
      rows.length === 1 && open.length > 1
        ? "Only one plan can move up a tier, so plans cannot be compared"
        : spreadTitle(
            rows,
            "upgrades more often than",
            rows.length < open.length
              ? "No clear difference among plans that can move up a tier"
              : "No clear difference in who upgrades"
          ),
    subtitle: `Upgrades per eligible account-month by what an account was at the window’s start, 95% interval${at ? `, 12 months to ${month(at)}` : ""}${seatsOnlyText(groups)}`,
    chart: (width) => IntervalChart(groups, {width, unit: "rate", bounds: [0, 1], counted: "account-months", choose}),
    note: smallGroupsNote(ungrouped, site),
    empty: "There is no group to compare.",
    measure: "upgrade_hazard",
    queries,
    table: intervalTable(groups, "rate", site.currency, "account-months")
  });
}

/** How near its limit an account was at the end of the month before, and how often it then upgraded. */
export function PressureFigure(
  pressure: LimitPressure | null,
  selection: Selection,
  {site, queries}: Context
): HTMLElement {
  if (!pressure) return EmptyState("entitlements", "the rate of upgrading by limit used appears here");
  const {rows, leftOut} = limitPressureView(pressure, selection);
  const named = rows.map((row) => ({...row, name: `accounts ${/^\d/.test(row.name) ? "at " : ""}${row.name}`}));
  return Figure({
    title: spreadTitle(named, "upgrade more often than", "No clear difference by limit used"),
    subtitle:
      "Upgrades per account-month by how much of its tightest limit an account had used in the month before, 95% interval",
    chart: (width) => IntervalChart(rows, {width, unit: "rate", bounds: [0, 1], counted: "account-months"}),
    empty: "Too few accounts with limits to draw.",
    note: `${scopeNote(selection, leftOut, site)} All months there are; the plan is that of each month. An observed difference: accounts near a limit differ in other ways too.`,
    measure: "upgrade_hazard",
    mart: "upgrade_months",
    queries,
    table: intervalTable(rows, "rate", site.currency, "account-months")
  });
}
