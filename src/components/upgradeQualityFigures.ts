import {upgradeEvents} from "./accountsTable.js";
import type {Context} from "./context.js";
import {scopeNote} from "./countCubes.js";
import {EmptyState} from "./emptyState.js";
import {Figure} from "./figure.js";
import {rate} from "./format.js";
import {IntervalChart, type IntervalRow} from "./intervalChart.js";
import type {Tile} from "./measureTile.js";
import {tierColor} from "./site.js";
import {intervalTable} from "./tables.js";
import {spreadTitle} from "./titles.js";
import type {UpgradeQuality} from "./upgradeQualityView.js";

/** The tile of a measure. */
export function tileOf({headlines}: Pick<UpgradeQuality, "headlines">, id: string): Tile {
  return headlines.find((tile) => tile.id === id)!;
}

/** Tier upgrades by accounts that were far from every limit, by the plan they left. */
export function NeedFigure({need, headlines, leftOut, selection}: UpgradeQuality, context: Context): HTMLElement {
  const {site, queries} = context;
  const {measure} = tileOf({headlines}, "upgrade_without_need");
  if (site.missing.includes("entitlements"))
    return EmptyState("entitlements", "upgrades by accounts far from every limit appear here");
  const rank = new Map(site.tiers.map((tier) => [tier.name, tier.rank]));
  const rows: IntervalRow[] = [
    {...measure, name: "all tier upgrades"},
    ...need.map((row) => ({
      ...row,
      name: `from ${row.plan}`,
      color: tierColor(rank.get(row.plan), site.tiers.length)
    }))
  ];
  return Figure({
    title:
      measure.value === null
        ? "Whether upgrades were needed is not known yet"
        : `${rate(measure.value)} of tier upgrades came from accounts far from every limit`,
    subtitle:
      "Share of tier upgrades by accounts under 50% of their tightest limit the month before, 12 months, 95% interval",
    chart: (width) =>
      measure.value === null ? null : IntervalChart(rows, {width, unit: "rate", bounds: [0, 1], counted: "upgrades"}),
    empty: measure.reason,
    note: `${scopeNote(selection, leftOut.need, site)} The plan is the one left. A guardrail, not a goal: a customer who buys room it does not need may feel sold to, and undo it. Some upgrade for a feature rather than for room.`,
    measure: "upgrade_without_need",
    queries,
    accounts: upgradeEvents(context, true),
    table: intervalTable(rows, "rate", site.currency, "upgrades")
  });
}

/** What had become of upgrades within 90 and 180 days: taken back, or, apart from that, gone with the account. */
export function ReversalFigure(
  {reversals, headlines, leftOut, selection}: UpgradeQuality,
  context: Context
): HTMLElement {
  const {site, queries} = context;
  const [early, late] = [90, 180].map((days) => tileOf({headlines}, `upgrade_reversal_${days}`).measure);
  const rows = reversals.flatMap(({kind, days, back, gone}) => {
    const [what, color] = kind === "tier" ? ["Tier", "var(--accent)"] : ["Seats", "var(--new)"];
    const group = `Within ${days} days`;
    return [
      {...back, name: `${what}, taken back`, group, color},
      {...gone, name: `${what}, account left`, group, color: "var(--churn)"}
    ];
  });
  return Figure({
    title:
      early!.value === null
        ? "No upgrade is old enough to tell whether it lasted"
        : `${rate(early!.value)} of upgrades were taken back by day 90${late!.value === null ? "" : `, ${rate(late!.value)} by day 180`}`,
    subtitle:
      "Share of upgrades that went back to the old tier or seats within the days, and, apart from those, whose account had left by then; 12 months of upgrades that old, 95% Wilson interval",
    chart: (width) => IntervalChart(rows, {width, unit: "rate", bounds: [0, 1], counted: "upgrades"}),
    empty: early!.reason,
    note: `${scopeNote(selection, leftOut.reversals, site)} The title and the tiles count only what customers took back, even if they went up again or left later; accounts that left from above stand in rows of their own, and the rest were still above where they came from. A tier upgrade is judged by the tier, one of seats alone by the seats. The 180-day share is of the 12 months of upgrades that are 180 days old, an earlier year than that of the 90-day share.`,
    measure: "upgrade_reversal_90",
    queries,
    accounts: upgradeEvents(context),
    table: intervalTable(rows, "rate", site.currency, "upgrades")
  });
}

/** The share of upgraded accounts that used each new feature, by day 30, 60 and 90. */
export function AdoptionFigure(
  {adoption, headlines, leftOut, selection}: UpgradeQuality,
  {site, queries}: Context
): HTMLElement {
  if (site.missing.includes("entitlements") || site.missing.includes("usage"))
    return EmptyState("entitlements", "the use of newly included features appears here");
  const used = [30, 60, 90].map((days) => ({
    ...tileOf({headlines}, `feature_adoption_${days}`).measure,
    name: `by day ${days}`,
    group: "Any new feature"
  }));
  const known = used.filter(({value}) => value !== null);
  const spoken = (feature: string) => feature.replaceAll("_", " ");
  const last = adoption.filter(({days}) => days === 90).map((row) => ({...row, name: spoken(row.feature)}));
  const rows: IntervalRow[] = [
    ...known,
    ...[...last]
      .sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
      .map((row) => ({...row, group: "Each feature, by day 90", color: "var(--new)"}))
  ];
  const each = [...adoption]
    .sort((a, b) => a.feature.localeCompare(b.feature) || a.days - b.days)
    .map((row) => ({...row, name: `by day ${row.days}`, group: spoken(row.feature)}));
  const share = known.at(-1);
  return Figure({
    title: share
      ? `${rate(share.value)} used a new feature ${share.name}; ${spreadTitle(last, "is used more often than", "no clear difference by feature")}`
      : "Whether new features are used is not known yet",
    subtitle:
      "Share of tier upgrades whose account used what the new tier added, of those seen that long, 12 months of upgrades, 95% interval",
    chart: (width) => IntervalChart(rows, {width, unit: "rate", bounds: [0, 1], counted: "upgrades"}),
    empty: used[0]?.reason,
    note: `${scopeNote(selection, leftOut.adoption, site)} Accounts that left or stepped back within the days count as well, as not having used it.`,
    measure: "feature_adoption_30",
    queries,
    table: intervalTable([...known, ...each], "rate", site.currency, "upgrades")
  });
}
