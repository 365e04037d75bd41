import type {Selection} from "./filters.js";

/** Components of measures that add up over cells, one row a month and cell. */
export interface Cube {
  dimensions: string[];
  measures: string[];
  rows: (string | number | null)[][];
  /** The cells of each dimension by itself, and in places of each pair ("plan,region"): fewer and larger, so that fewer accounts are left out. */
  margins?: Record<string, Cube>;
}

/** One row of a cube by name. */
export interface CubeCell {
  month: string;
  keys: Record<string, string>;
  values: Record<string, number>;
}

/** What stands in a dimension where cells were too small to show one by one. */
export const pooledKey = "small groups";

/** The cells that tell most of a selection: those of its own dimensions where they are there, else those of all dimensions. */
export function cellsFor(cube: Cube, selection: Selection): readonly CubeCell[] {
  const chosen = cube.dimensions.filter((dimension) => selection[dimension] != null);
  const margin = cube.margins?.[chosen.join(",")];
  return cubeCells(margin ?? cube);
}

const made = new WeakMap<Cube, readonly CubeCell[]>();

/** The rows of a cube as objects, made once: a page asks for the same cube under many selections. */
export function cubeCells(cube: Cube): readonly CubeCell[] {
  const cells = made.get(cube) ?? makeCells(cube);
  made.set(cube, cells);
  return cells;
}

function makeCells({dimensions, measures, rows}: Cube): CubeCell[] {
  const first = 1 + dimensions.length;
  return rows.map((row) => ({
    month: String(row[0]),
    keys: Object.fromEntries(dimensions.map((dimension, i) => [dimension, String(row[1 + i])])),
    values: Object.fromEntries(measures.map((measure, i) => [measure, Number(row[first + i] ?? 0)]))
  }));
}

/** Cells that a selection holds, and pooled ones of which it cannot be told. */
export function select(cells: readonly CubeCell[], selection: Selection): {kept: CubeCell[]; unknown: CubeCell[]} {
  const chosen = Object.entries(selection).filter(([, value]) => value !== null);
  const kept: CubeCell[] = [];
  const unknown: CubeCell[] = [];
  for (const cell of cells) {
    const fits = (key: string | undefined, value: string | null) => key === value || key === pooledKey;
    if (!chosen.every(([dimension, value]) => fits(cell.keys[dimension], value))) continue;
    (chosen.some(([dimension]) => cell.keys[dimension] === pooledKey) ? unknown : kept).push(cell);
  }
  return {kept, unknown};
}

export function total(cells: readonly CubeCell[], measure: string): number {
  return cells.reduce((sum, cell) => sum + (cell.values[measure] ?? 0), 0);
}

/** Months of the cells, in order. */
export function monthsOf(cells: readonly CubeCell[]): string[] {
  return [...new Set(cells.map((cell) => cell.month))].sort();
}

/** Cells by month, made once so that a series need not look through all of them for each month. */
export function byMonth(cells: readonly CubeCell[]): Map<string, CubeCell[]> {
  const months = new Map<string, CubeCell[]>();
  for (const cell of cells) {
    const month = months.get(cell.month);
    if (month) month.push(cell);
    else months.set(cell.month, [cell]);
  }
  return months;
}

/** Accounts of a month in cells that were too small to show under all their values. */
export function pooledAccounts(cells: readonly CubeCell[], month: string | null): number {
  return total(
    cells.filter((cell) => cell.month === month && Object.values(cell.keys).includes(pooledKey)),
    "n"
  );
}

/** Of `n` accounts, those that stand in no row of the dimension that leaves out most. */
export function ungroupedOf(rows: readonly {group?: string; n?: number | null}[], n: number): number {
  const held = new Map<string | undefined, number>();
  for (const row of rows) held.set(row.group, (held.get(row.group) ?? 0) + (row.n ?? 0));
  return held.size === 0 ? 0 : Math.max(0, n - Math.min(...held.values()));
}
