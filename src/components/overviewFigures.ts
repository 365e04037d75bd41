import {html} from "htl";
import type {Measure} from "../definitions.js";
import {BridgeChart, rare, steps, type Bridge} from "./bridgeChart.js";
import type {Context} from "./context.js";
import type {ChangeNote} from "./changes.js";
import {EffectTable, type ExperimentSummary} from "./effectTable.js";
import {EmptyState} from "./emptyState.js";
import {Figure} from "./figure.js";
import {month, moneyShort, type Maybe} from "./format.js";
import {IntervalChart, type IntervalRow} from "./intervalChart.js";
import {PageLink} from "./links.js";
import type {Tile} from "./measureTile.js";
import {upgradesText} from "./sentences.js";
import {type Site, tierColor, windowAgo} from "./site.js";
import {intervalTable, valueColumn} from "./tables.js";
import {bridgeTitle, growthTitle} from "./titles.js";

export interface Overview {
  tiles: Tile[];
  bridge: Bridge | null;
  /** Use of what upgrades brought, upgrades taken back, upgrades without need. */
  upgrades: Measure[];
  tiers: {tier: string; rank: number | null; measure: Measure}[];
  experiments: ExperimentSummary[];
  changes: ChangeNote[];
}

/** The measure that the page opens with, whether or not it has a value. */
export function headline({tiles}: Overview, id: string): Measure {
  const measure = tiles.find((tile) => tile.id === id)?.measure;
  const none = {value: null, lower: null, upper: null, n: null};
  return (
    measure ?? {
      id,
      period: "",
      segment: null,
      ...none,
      unit: "rate",
      method: "",
      definition: id,
      checks: "ok",
      reason: "there are no data"
    }
  );
}

/** What upgrades were to customers, and what to the company. */
export function UpgradesSoFar({upgrades, bridge}: Overview, {currency, minorPerMajor}: Site): HTMLElement | null {
  const said = upgradesText(upgrades, bridge, (minor) => moneyShort(minor / minorPerMajor, currency));
  const parts = [
    ["Upgrades, for customers", said.customers],
    ["Upgrades, for the company", said.company]
  ].filter(([, text]) => text);
  if (parts.length === 0) return null;
  return html`<dl class="purpose">
    ${parts.map(
      ([name, text]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${text}</dd>
        </div>`
    )}
  </dl>`;
}

export function BridgeFigure(bridge: Bridge | null, {site, queries}: Context): HTMLElement {
  const {currency, minorPerMajor} = site;
  const short = (minor: number) => moneyShort(minor / minorPerMajor, currency);
  const major = (minor: Maybe) => (minor == null ? null : minor / minorPerMajor);
  const rows = bridge
    ? [
        [month(bridge.from), major(bridge.start)],
        ...steps.map((step) => [
          step.name,
          bridge[step.key] === undefined || (step.key !== "fx" && rare.has(step.key) && bridge[step.key] === 0)
            ? null
            : step.sign * major(bridge[step.key])!
        ]),
        [month(bridge.to), major(bridge.end)]
      ].filter(([, value]) => value !== null)
    : [];
  return Figure({
    title: bridgeTitle(bridge, short),
    subtitle: bridge
      ? `Monthly recurring revenue, ${currency}, ${month(bridge.from)} to ${month(bridge.to)}`
      : "Monthly recurring revenue",
    chart: (width) => BridgeChart(bridge, {currency, minorPerMajor, width}),
    empty: "The bridge needs two months of subscriptions.",
    measure: "mrr",
    mart: "movements",
    queries,
    table: {columns: [{label: "Movement"}, valueColumn("Amount", "money", currency)], rows}
  });
}

export function TierFigure(tiers: Overview["tiers"], {site, queries}: Context): HTMLElement {
  const rows: IntervalRow[] = [...tiers]
    .sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99))
    .map(({tier, rank, measure}) => ({
      name: tier,
      value: measure.value,
      lower: measure.lower,
      upper: measure.upper,
      n: measure.n,
      color: tierColor(rank, tiers.length)
    }));
  return Figure({
    title: growthTitle(rows),
    subtitle: `Net revenue retention by plan ${windowAgo(site)}, 95% interval${site.closedMonth ? `, ${site.windowMonths} months to ${month(site.closedMonth)}` : ""}`,
    chart: (width) => IntervalChart(rows, {width, unit: "rate", reference: {value: 1, label: "100%"}}),
    empty: `No account paid ${windowAgo(site)}.`,
    measure: "nrr",
    queries,
    table: intervalTable(rows, "rate", site.currency)
  });
}

export function ExperimentsFigure(
  experiments: readonly ExperimentSummary[],
  {site}: Context,
  {most = Infinity} = {}
): HTMLElement {
  if (!experiments.length) return EmptyState("exposures", "the tests appear here");
  const isCut = experiments.length > most;
  return Figure({
    title: isCut ? "Latest message tests" : "Message tests",
    subtitle: "Each test’s primary metric, difference to control with its interval. Customers were assigned at random.",
    body: EffectTable(experiments.slice(0, most), {currency: site.currency}),
    note: isCut ? PageLink("experiments.html", `All ${experiments.length} tests`) : null
  });
}
