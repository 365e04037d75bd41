import type {Bridge} from "./bridgeChart.js";
import {byMonth, cellsFor, select, total, type CubeCell} from "./cube.js";
import type {Selection} from "./filters.js";
import type {Point} from "./lineChart.js";
import type {RetentionResult} from "./retentionView.js";
import type {Site} from "./site.js";

/** What moves the revenue of customers who stay, in the order in which they are told apart. */
export const causes = [
  {key: "seats", name: "Seats"},
  {key: "tier", name: "Change of tier"},
  {key: "addon", name: "Add-ons"},
  {key: "price", name: "Price"},
  {key: "discount", name: "Discounts"},
  {key: "interval", name: "Billing interval"}
] as const;

/** One cause over the months of the bridge, in minor units: what it did to those who grew, and to those who shrank. */
export interface CauseRow {
  name: string;
  /** Part of expansion; below zero where it ran against it. */
  expansion: number;
  /** Part of contraction, as a loss below zero; above zero where it ran against it. */
  contraction: number;
  /** True where it is no part of recurring revenue, nor of the expansion and contraction of the bridge. */
  outside?: boolean;
}

export const series = ["billed", "contracted", "committed", "trial", "metered"] as const;

export interface RevenueView {
  causes: CauseRow[];
  /** Monthly values in major units. */
  series: Record<(typeof series)[number], Point[]>;
}

/** Revenue as contracted, billed and committed, and what moved it, for one selection. */
export function revenueView(
  {movements, revenue}: RetentionResult,
  bridge: Bridge | null,
  selection: Selection,
  site: Site
): RevenueView {
  const inBridge = ({month}: CubeCell) => bridge !== null && month > bridge.from && month <= bridge.to;
  const moves = select(cellsFor(movements, selection), selection).kept.filter(inBridge);
  const held = revenue ? select(cellsFor(revenue, selection), selection).kept : [];
  const used = held.filter(inBridge);
  const months = byMonth(held);
  const points = (name: string): Point[] =>
    [...months].sort(([a], [b]) => a.localeCompare(b)).map(([period, cells]) => pointAt(period, cells, name, site));
  return {
    causes: [
      ...causes.map(({key, name}) => ({
        name,
        expansion: total(moves, `expansion_${key}`),
        // Without this a loss of nothing would be −0.
        contraction: 0 - total(moves, `contraction_${key}`)
      })),
      {
        name: "Usage, outside MRR",
        expansion: total(used, "usage_rise"),
        contraction: 0 - total(used, "usage_fall"),
        outside: true
      }
    ],
    series: Object.fromEntries(series.map((name) => [name, points(name)])) as RevenueView["series"]
  };
}

function pointAt(period: string, cells: readonly CubeCell[], name: string, site: Site): Point {
  const mature = site.closedMonth !== null && period <= site.closedMonth;
  return {period, value: total(cells, name) / site.minorPerMajor, mature};
}
