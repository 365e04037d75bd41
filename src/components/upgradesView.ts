import type {Measure} from "../definitions.js";
import type {SegmentChange} from "../results/change.js";
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
import {asMeasure, changeFor, changeOfShares, ratioOver, shareOver, type CellEstimate} from "./estimates.js";
import {selectionText, type Selection} from "./filters.js";
import {addMonths} from "./format.js";
import type {IntervalRow} from "./intervalChart.js";
import type {Point} from "./lineChart.js";
import type {Tile} from "./measureTile.js";
import {openRows, pickOf} from "./rowPicks.js";
import {dimensionLabel, keyLabel, tierColor, type Site} from "./site.js";

export interface UpgradesResult {
  changes?: SegmentChange[];
  cube: Cube;
  months: Cube;
}

/** The hazard of one group: `n` counts account-months. */
export interface HazardRow extends IntervalRow {
  accounts: number;
  /** Whether its accounts can move up a tier; null where the group is no plan. */
  canTier: boolean | null;
}

export interface UpgradesView {
  month: string | null;
  hazard: Measure;
  tiles: Tile[];
  series: {hazard: Point[]; tier: Point[]; seats: Point[]};
  groups: HazardRow[];
  /** Accounts in groups too small to show, which the selection may or may not hold. */
  leftOut: number;
  /** Accounts that stand in no row of `groups` of some dimension, for the same reason. */
  ungrouped: number;
}

const hazardOf = (cells: readonly CubeCell[]) => ratioOver(cells, {y: "u", x: "m", xy: "um", min: 0});

/** Everything the upgrades page shows by group, for one selection. */
export function upgradesView({cube, months, changes}: UpgradesResult, selection: Selection, site: Site): UpgradesView {
  const cells = select(cellsFor(cube, selection), selection);
  const windows = byMonth(cells.kept);
  const monthly = byMonth(select(cellsFor(months, selection), selection).kept);
  const month = site.closedMonth ?? monthsOf(cells.kept).at(-1) ?? null;
  const segment = selectionText(selection) || null;
  const year = month === null ? "" : addMonths(month, -12);
  const leftOut = pooledAccounts(cells.unknown, month);
  const why = (reason: string) => (leftOut > 0 ? "the groups here are too small to show" : reason);
  const points = (source: Map<string, CubeCell[]>, of: (cells: readonly CubeCell[]) => CellEstimate): Point[] =>
    [...source]
      .map(([period, some]) => ({period, ...of(some), mature: month === null || period <= month}))
      .sort((a, b) => a.period.localeCompare(b.period));
  const tile = (
    id: string,
    source: Map<string, CubeCell[]>,
    of: (cells: readonly CubeCell[]) => CellEstimate,
    reason: string
  ): Tile => {
    const now = of(source.get(month ?? "") ?? []);
    const shares = () => (source.has(year) ? changeOfShares(now, of(source.get(year)!), year) : null);
    const change = id === "upgrade_hazard" ? changeFor(changes, id, selection, leftOut) : shares();
    return {
      id,
      measure: asMeasure(id, month ?? "", segment, now, site, why(reason)),
      target: null,
      change,
      series: points(source, of)
    };
  };
  const share = (part: string, whole: string) => (some: readonly CubeCell[]) => shareOver(some, part, whole);
  const hazard = tile("upgrade_hazard", windows, hazardOf, "no account here could upgrade in the last 12 months");
  // Its interval counts accounts, its rate account-months: the latter are its n everywhere.
  hazard.measure.n = total(windows.get(month ?? "") ?? [], "sum_m");
  const tier = tile(
    "upgrade_rate_tier",
    monthly,
    share("upgraded_tier", "eligible_tier"),
    site.tiers.length > 0 ? "no account here is below the top tier" : "no plan has a rank yet"
  );
  const any = tile(
    "upgrade_rate",
    monthly,
    share("upgraded", "eligible"),
    "no account here could upgrade in the month"
  );
  const groups = month === null ? [] : groupsAt(cube, month, selection, site);
  return {
    month,
    hazard: hazard.measure,
    tiles: [hazard, any, tier],
    series: {
      hazard: hazard.series,
      tier: tier.series,
      seats: points(monthly, share("upgraded_seats", "eligible_seats"))
    },
    groups,
    ungrouped: ungroupedOf(
      openRows(groups).map(({group, accounts}) => ({group, n: accounts})),
      total(windows.get(month ?? "") ?? [], "n")
    ),
    leftOut
  };
}

/** The hazard of each value of every dimension under the other filters. */
function groupsAt(cube: Cube, month: string, selection: Selection, site: Site): HazardRow[] {
  const top = Math.max(...site.tiers.map(({rank}) => rank));
  return site.dimensions
    .flatMap((dimension) =>
      (site.values[dimension] ?? []).map((value) => {
        const one = {...selection, [dimension]: value};
        const {kept} = select(
          cellsFor(cube, one).filter((cell) => cell.month === month),
          one
        );
        const rank = site.tiers.find((tier) => tier.name === value)?.rank;
        const color = dimension === "plan" ? tierColor(rank, site.tiers.length) : undefined;
        const canTier = dimension === "plan" ? rank !== undefined && rank < top : null;
        const {n: accounts, ...found} = hazardOf(kept);
        return {
          ...{name: keyLabel(value), group: dimensionLabel(dimension), color, canTier},
          pick: pickOf(dimension, value, selection),
          ...{...found, n: total(kept, "sum_m"), accounts}
        };
      })
    )
    .filter((row) => row.accounts > 0);
}
