import {cohortTotals, type CohortCell} from "../stats/cohortTotals.js";
import {pooledKey} from "./cube.js";
import type {Selection} from "./filters.js";
import type {Triangle} from "./triangleChart.js";

/** Accounts, active, never left, start, end, kept. */
type Sums = readonly [number, number, number, number, number, number];

/** A group of a cohort: its keys by dimension, its accounts, and its sums by age; null where too few accounts have reached the age. */
export type CohortRow = readonly [
  cohort: string,
  keys: readonly string[],
  accounts: number,
  ages: readonly (Sums | null)[]
];

/** The triangle of all accounts, and the cells of any selection. */
export interface CohortResult {
  triangle: Triangle;
  cells: {
    dimensions: string[];
    /** Ages that all accounts of a cohort have reached, age 0 included. */
    mature: Record<string, number>;
    rows: CohortRow[];
    margins: Record<string, CohortRow[]>;
  };
}

export interface CohortView {
  triangle: Triangle;
  selected: boolean;
  /** Accounts in groups too small to show, which the selection may or may not hold. */
  leftOut: number;
}

/** The triangle of one selection, in the periods of the whole company's. */
export function cohortView({triangle, cells}: CohortResult, selection: Selection): CohortView {
  const chosen = cells.dimensions.filter((dimension) => selection[dimension] != null);
  if (chosen.length === 0) return {triangle, selected: false, leftOut: 0};
  const margin = cells.margins[chosen.join(",")];
  const dimensions = margin ? chosen : cells.dimensions;
  const keyOf = ([, keys]: CohortRow, dimension: string) => keys[dimensions.indexOf(dimension)];
  const near = (margin ?? cells.rows).filter((row) =>
    chosen.every((d) => keyOf(row, d) === selection[d] || keyOf(row, d) === pooledKey)
  );
  const unknown = near.filter((row) => chosen.some((d) => keyOf(row, d) === pooledKey));
  const kept = near.filter((row) => !unknown.includes(row));
  const all = [...new Set(kept.map(([cohort]) => cohort))].sort().flatMap((cohort) =>
    cohortCells(
      cohort,
      kept.filter((row) => row[0] === cohort),
      cells.mature[cohort] ?? 0
    )
  );
  const oldest = triangle.cells.map(({cohort}) => cohort).sort()[0] ?? "";
  return {
    triangle: {
      grain: triangle.grain,
      cells: all.filter(({cohort}) => cohort >= oldest),
      totals: cohortTotals(all),
      omitted: {cohorts: 0, accounts: 0}
    },
    selected: true,
    leftOut: unknown.reduce((sum, [, , accounts]) => sum + accounts, 0)
  };
}

/** An age is shown where every group can be: one that lacks too few to publish would stand for fewer accounts than there are. */
function cohortCells(cohort: string, rows: readonly CohortRow[], mature: number): CohortCell[] {
  const last = Math.max(...rows.map(([, , , ages]) => ages.length));
  return Array.from({length: last}, (_, age) => age).flatMap((age) => {
    const sums = rows.map(([, , , ages]) => ages[age]);
    if (sums.includes(null)) return [];
    const sum = (i: number) => sums.reduce((total, own) => total + (own?.[i] ?? 0), 0);
    const money = {start: sum(3), end: sum(4), kept: sum(5)};
    return [{cohort, age, mature: age < mature, accounts: sum(0), active: sum(1), neverLeft: sum(2), ...money}];
  });
}
