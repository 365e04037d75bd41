import type {Measure} from "../definitions.js";
import type {SegmentChange} from "../results/change.js";
import type {Bridge} from "./bridgeChart.js";
import {churnKinds, type ChurnKind} from "./churnFigure.js";
import type {CohortResult} from "./cohortView.js";
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
import {asMeasure, changeFor, ratioOver, keptOver, retainedOver, shareOver, type CellEstimate} from "./estimates.js";
import type {Evidence} from "../results/evidence.js";
import {evidenceFor, weakText} from "./evidenceLine.js";
import {selectionText, type Selection} from "./filters.js";
import type {IntervalRow} from "./intervalChart.js";
import type {Point} from "./lineChart.js";
import type {LifetimeResult} from "./lifetimeFigures.js";
import type {Tile} from "./measureTile.js";
import type {Methods} from "./methodsView.js";
import {openRows, pickOf} from "./rowPicks.js";
import {bridgeOver, rollForward, type RollForward} from "./rollForward.js";
import {dimensionLabel, keyLabel, tierColor, windowAgo, type Site} from "./site.js";
import type {SurvivalResult} from "./survivalView.js";

export interface RetentionResult {
  windowMonths: number;
  changes?: SegmentChange[];
  cohorts?: CohortResult;
  evidence?: {period: string; draws: number; groups: Evidence[]};
  methods?: Methods;
  survival?: SurvivalResult;
  lifetime?: LifetimeResult;
  cube: Cube;
  /** Accounts at each month's start, those that left, and revenue won and lost. */
  turnover: Cube;
  movements: Cube;
  revenue?: Cube;
  /** Revenue by the plan held at either end, of the last months. */
  ledger: Cube;
  pooled: {accounts: number; cells: number};
}

export interface RetentionView {
  month: string | null;
  nrr: Measure;
  tiles: Tile[];
  series: {nrr: Point[]; grr: Point[]; logo: Point[]};
  groups: IntervalRow[];
  /** What speaks for and against the headline of this selection; null where several filters are set. */
  evidence: Evidence | null;
  churn: ChurnKind[];
  /** Accounts lost in the month without a known reason. */
  unexplained: number;
  months: RollForward[];
  bridge: Bridge | null;
  /** Accounts in groups too small to show, which the selection may or may not hold. */
  leftOut: number;
  /** Accounts that stand in no row of `groups` of some dimension, for the same reason. */
  ungrouped: number;
}

const logoOf = (cells: readonly CubeCell[]) => shareOver(cells, "lost", "accounts");
const quickOf = (cells: readonly CubeCell[]) => ratioOver(cells, {y: "g", x: "l", xy: "gl", min: 0});

/** Everything the retention page shows, for one selection. */
export function retentionView(
  {cube, turnover, ledger, changes, evidence}: RetentionResult,
  selection: Selection,
  site: Site
): RetentionView {
  const cells = select(cellsFor(cube, selection), selection);
  const moves = select(cellsFor(turnover, selection), selection);
  const windows = byMonth(cells.kept);
  const logos = byMonth(moves.kept);
  const all = monthsOf([...cells.kept, ...moves.kept]);
  const month = site.closedMonth ?? all.at(-1) ?? null;
  const segment = selectionText(selection) || null;
  const leftOut = pooledAccounts(cells.unknown, month);
  const found = evidenceFor(evidence?.groups ?? [], selection);
  // One value of one dimension is shown whole or not at all: what is left out then belongs to other values.
  const own = found && found.n === total(windows.get(month ?? "") ?? [], "n") ? found : null;
  const missing = own ? 0 : leftOut;
  const why = (reason: string) => (leftOut > 0 ? "the groups here are too small to show" : reason);
  const measure = (
    id: string,
    of: (cells: readonly CubeCell[]) => CellEstimate,
    source: Map<string, CubeCell[]>,
    reason: string
  ) => {
    const at = (period: string) => of(source.get(period) ?? []);
    const now = at(month ?? "");
    const points: Point[] = [...source.keys()]
      .sort()
      .map((period) => ({period, ...at(period), mature: month === null || period <= month}));
    const tile: Tile = {
      id,
      measure: asMeasure(id, month ?? "", segment, now, site, why(reason)),
      target: null,
      change: changeFor(changes, id, selection, missing),
      lastMonth: changeFor(changes, id, selection, missing, 1),
      weak: id === "nrr" || id === "grr" ? weakText(own) : null,
      series: points
    };
    return {tile, points};
  };
  const nrr = measure("nrr", retainedOver, windows, `no account here paid ${windowAgo(site)}`);
  const grr = measure("grr", keptOver, windows, `no account here paid ${windowAgo(site)}`);
  const logo = measure("logo_churn", logoOf, logos, "no account here paid a month ago");
  const quick = measure("quick_ratio", quickOf, logos, "no losses");
  const last = logos.get(month ?? "") ?? [];
  const months = rollForward(
    byMonth(select(cellsFor(ledger, selection), selection).kept),
    month,
    selection.plan != null
  );
  const groups = month === null ? [] : groupsAt(cube, month, selection, site);
  return {
    month,
    nrr: nrr.tile.measure,
    tiles: [nrr.tile, grr.tile, logo.tile, quick.tile],
    evidence: own,
    churn: churnKinds(last),
    unexplained: total(last, "lost") - total(last, "voluntary") - total(last, "involuntary"),
    series: {nrr: nrr.points, grr: grr.points, logo: logo.points},
    groups,
    ungrouped: ungroupedOf(openRows(groups), total(windows.get(month ?? "") ?? [], "n")),
    months,
    bridge: bridgeOver(months.filter((row) => !row.open)),
    leftOut
  };
}

/** NRR of each value of every dimension under the other filters. */
function groupsAt(cube: Cube, month: string, selection: Selection, site: Site): IntervalRow[] {
  return site.dimensions
    .flatMap((dimension) =>
      (site.values[dimension] ?? []).map((value) => {
        const one = {...selection, [dimension]: value};
        const {kept} = select(
          cellsFor(cube, one).filter((cell) => cell.month === month),
          one
        );
        const rank = dimension === "plan" ? site.tiers.find((tier) => tier.name === value)?.rank : null;
        const color = dimension === "plan" ? tierColor(rank, site.tiers.length) : undefined;
        return {
          name: keyLabel(value),
          group: dimensionLabel(dimension),
          color,
          pick: pickOf(dimension, value, selection),
          ...retainedOver(kept)
        };
      })
    )
    .filter((row) => row.n > 0);
}
