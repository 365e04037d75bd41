import type {Measure} from "../definitions.js";
import type {Bridge} from "./bridgeChart.js";
import {
  byMonth,
  cellsFor,
  monthsOf,
  pooledAccounts,
  select,
  ungroupedOf,
  total,
  type Cube,
  type CubeCell
} from "./cube.js";
import {
  asMeasure,
  changeFor,
  changeOfShares,
  ratioOver,
  shareOver,
  type CellEstimate,
  type SegmentChange
} from "./estimates.js";
import {selectionText, type Selection} from "./filters.js";
import {addMonths} from "./format.js";
import type {IntervalRow} from "./intervalChart.js";
import type {Point} from "./lineChart.js";
import type {LifetimeResult} from "./lifetimeFigures.js";
import type {Tile} from "./measureTile.js";
import {dimensionLabel, keyLabel, tierColor, windowAgo, type Site} from "./site.js";
import type {SurvivalResult} from "./survivalView.js";
import type {Triangle} from "./triangleChart.js";

export interface RetentionResult {
  windowMonths: number;
  changes?: SegmentChange[];
  cohorts?: {triangle: Triangle};
  survival?: SurvivalResult;
  lifetime?: LifetimeResult;
  cube: Cube;
  movements: Cube;
  pooled: {accounts: number; cells: number};
}

/** One month of the ledger in minor units; `start` is the end of the month before. */
export type RollForward = Omit<Bridge, "from" | "to"> & {month: string; moved: number};

export interface RetentionView {
  month: string | null;
  nrr: Measure;
  tiles: Tile[];
  series: {nrr: Point[]; grr: Point[]; logo: Point[]};
  groups: IntervalRow[];
  months: RollForward[];
  bridge: Bridge | null;
  /** Accounts in groups too small to show, which the selection may or may not hold. */
  leftOut: number;
  /** Accounts that stand in no row of `groups` of some dimension, for the same reason. */
  ungrouped: number;
}

const flows = ["new", "expansion", "reactivation", "contraction", "churn", "fx"] as const;

const nrrOf = (cells: readonly CubeCell[]) => ratioOver(cells, {y: "e", x: "s", xy: "se", min: 0});
const grrOf = (cells: readonly CubeCell[]) => ratioOver(cells, {y: "m", x: "s", xy: "sm", min: 0, max: 1});
const logoOf = (cells: readonly CubeCell[]) => shareOver(cells, "accounts_churned", "accounts_start");

/** Everything the retention page shows, for one selection. */
export function retentionView(
  {cube, movements, changes}: RetentionResult,
  selection: Selection,
  site: Site
): RetentionView {
  const cells = select(cellsFor(cube, selection), selection);
  const moves = select(cellsFor(movements, selection), selection);
  const windows = byMonth(cells.kept);
  const ledger = byMonth(moves.kept);
  const all = monthsOf([...cells.kept, ...moves.kept]);
  const month = site.closedMonth ?? all.at(-1) ?? null;
  const segment = selectionText(selection) || null;
  const leftOut = pooledAccounts(cells.unknown, month);
  const why = (reason: string) => (leftOut > 0 ? "the groups here are too small to show" : reason);
  const measure = (
    id: string,
    of: (cells: readonly CubeCell[]) => CellEstimate,
    source: Map<string, CubeCell[]>,
    reason: string
  ) => {
    const at = (period: string) => of(source.get(period) ?? []);
    const now = at(month ?? "");
    const before = month === null ? null : addMonths(month, -12);
    const points: Point[] = [...source.keys()]
      .sort()
      .map((period) => ({period, ...at(period), mature: month === null || period <= month}));
    const change =
      id === "logo_churn"
        ? before !== null && source.has(before)
          ? changeOfShares(now, at(before), before)
          : null
        : changeFor(changes, id, selection, leftOut);
    const tile: Tile = {
      id,
      measure: asMeasure(id, month ?? "", segment, now, site, why(reason)),
      target: null,
      change,
      series: points
    };
    return {tile, points};
  };
  const nrr = measure("nrr", nrrOf, windows, `no account here paid ${windowAgo(site)}`);
  const grr = measure("grr", grrOf, windows, `no account here paid ${windowAgo(site)}`);
  const logo = measure("logo_churn", logoOf, ledger, "no account here paid a month ago");
  const months = rollForward(ledger, month);
  const groups = month === null ? [] : groupsAt(cube, month, selection, site);
  return {
    month,
    nrr: nrr.tile.measure,
    tiles: [nrr.tile, grr.tile, logo.tile],
    series: {nrr: nrr.points, grr: grr.points, logo: logo.points},
    groups,
    ungrouped: ungroupedOf(groups, total(windows.get(month ?? "") ?? [], "n")),
    months,
    bridge: bridgeOver(months),
    leftOut
  };
}

/** The last 12 months of the ledger. Under a filter an account that changes group leaves one row and enters another. */
function rollForward(ledger: Map<string, CubeCell[]>, month: string | null): RollForward[] {
  const until = [...ledger.keys()].sort().filter((period) => month === null || period <= month);
  const rows = until.map((period, i) => {
    const cells = ledger.get(period)!;
    const opening = total(cells, "start");
    const start = i === 0 ? opening : total(ledger.get(until[i - 1]!)!, "end");
    const flow = Object.fromEntries(flows.map((name) => [name, total(cells, name)])) as Record<
      (typeof flows)[number],
      number
    >;
    return {month: period, start, moved: opening - start, ...flow, end: total(cells, "end")};
  });
  return rows.slice(-12);
}

function bridgeOver(months: readonly RollForward[]): Bridge | null {
  const first = months[0];
  const last = months.at(-1);
  if (!first || !last) return null;
  const sum = (name: (typeof flows)[number] | "moved") => months.reduce((all, row) => all + row[name], 0);
  const flow = Object.fromEntries(flows.map((name) => [name, sum(name)])) as Record<(typeof flows)[number], number>;
  return {
    from: addMonths(first.month, -1),
    to: last.month,
    start: first.start,
    ...flow,
    moved: sum("moved"),
    end: last.end
  };
}

/** NRR of each value of the dimensions left open, under the other filters. */
function groupsAt(cube: Cube, month: string, selection: Selection, site: Site): IntervalRow[] {
  return site.dimensions
    .filter((dimension) => selection[dimension] == null)
    .flatMap((dimension) =>
      (site.values[dimension] ?? []).map((value) => {
        const one = {...selection, [dimension]: value};
        const {kept} = select(
          cellsFor(cube, one).filter((cell) => cell.month === month),
          one
        );
        const rank = dimension === "plan" ? site.tiers.find((tier) => tier.name === value)?.rank : null;
        const color = dimension === "plan" ? tierColor(rank, site.tiers.length) : undefined;
        return {name: keyLabel(value), group: dimensionLabel(dimension), color, ...nrrOf(kept)};
      })
    )
    .filter((row) => row.n > 0);
}
