import {wilson} from "../../src/stats/index.js";

/** One row of cohort_ages, money in minor units. */
export interface CohortAge {
  /** Months since year 0. */
  index: number;
  age: number;
  closed: boolean;
  accounts: number;
  active: number;
  neverLeft: number;
  start: number;
  end: number;
  kept: number;
}

/** A cohort at an age, both counted in the triangle's own periods. Immature while some of its accounts have not reached the age. */
export interface TriangleCell extends Omit<CohortAge, "index" | "closed"> {
  cohort: string;
  mature: boolean;
}

/** The total of an age, over the cohorts all of whose accounts have reached it. */
export interface TriangleTotal {
  age: number;
  cohorts: number;
  accounts: number;
  active: number;
  lower: number | null;
  upper: number | null;
  neverLeft: number;
  net: number | null;
  gross: number | null;
}

export interface Triangle {
  /** Months of a cohort, and of a step in age. */
  grain: number;
  cells: TriangleCell[];
  totals: TriangleTotal[];
  /** Cohorts with fewer accounts than may be published, and their accounts: in no row and no total. */
  omitted: {cohorts: number; accounts: number};
}

const grains = [1, 3, 12];
const typical = 30;
/** Older cohorts count in the totals only. */
const shown = 20;

/**
 * Cohorts by the month, quarter or year of their first revenue, the shortest for which the middle cohort has 30 accounts. An account's
 * age counts from its own first month, not the cohort's. Cells and cohorts of fewer than `least` accounts are left out.
 */
export function triangle(rows: readonly CohortAge[], least: number): Triangle {
  const grain = grains.find((months) => middle(sizes(rows, months)) >= typical) ?? 12;
  const all = cellsOf(rows, grain);
  const small = new Set(all.filter((c) => c.age === 0 && c.accounts < least).map((c) => c.cohort));
  const cells = all.filter((c) => !small.has(c.cohort) && c.accounts >= least);
  const omitted = all.filter((c) => c.age === 0 && small.has(c.cohort));
  const newest = new Set([...new Set(cells.map((c) => c.cohort))].slice(-shown));
  return {
    grain,
    cells: cells.filter((c) => newest.has(c.cohort)),
    totals: triangleTotals(cells),
    omitted: {cohorts: omitted.length, accounts: omitted.reduce((sum, c) => sum + c.accounts, 0)}
  };
}

/** By age, over mature cells only: a cohort that has not reached an age is in neither part of the share. Wilson interval of the accounts. */
export function triangleTotals(cells: readonly TriangleCell[]): TriangleTotal[] {
  const mature = cells.filter((c) => c.mature);
  const ages = [...new Set(mature.map((c) => c.age))].sort((a, b) => a - b);
  return ages.map((age) => {
    const own = mature.filter((c) => c.age === age);
    const sum = (part: (c: TriangleCell) => number) => own.reduce((total, c) => total + part(c), 0);
    const [accounts, active, start] = [sum((c) => c.accounts), sum((c) => c.active), sum((c) => c.start)];
    const interval = wilson(active, accounts);
    return {
      age,
      cohorts: own.length,
      accounts,
      active: active / accounts,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null,
      neverLeft: sum((c) => c.neverLeft) / accounts,
      net: start > 0 ? sum((c) => c.end) / start : null,
      gross: start > 0 ? sum((c) => c.kept) / start : null
    };
  });
}

function cellsOf(rows: readonly CohortAge[], grain: number): TriangleCell[] {
  const lastClosed = Math.max(...rows.filter((r) => r.closed).map((r) => r.index + r.age));
  const byCell = new Map<string, TriangleCell>();
  for (const {index, age, accounts, active, neverLeft, start, end, kept} of rows) {
    if (age % grain !== 0) continue;
    const period = Math.floor(index / grain);
    const cohort = labelOf(period, grain);
    const youngest = period * grain + grain - 1;
    const key = `${cohort} ${age}`;
    const cell = byCell.get(key) ?? {
      ...{cohort, age: age / grain, mature: youngest + age <= lastClosed},
      ...{accounts: 0, active: 0, neverLeft: 0, start: 0, end: 0, kept: 0}
    };
    cell.accounts += accounts;
    cell.active += active;
    cell.neverLeft += neverLeft;
    cell.start += start;
    cell.end += end;
    cell.kept += kept;
    byCell.set(key, cell);
  }
  return [...byCell.values()].sort((a, b) => a.cohort.localeCompare(b.cohort) || a.age - b.age);
}

function labelOf(period: number, grain: number): string {
  if (grain === 12) return String(period);
  const perYear = 12 / grain;
  const [year, part] = [Math.floor(period / perYear), (period % perYear) + 1];
  return grain === 3 ? `${year}-Q${part}` : `${year}-${String(part).padStart(2, "0")}`;
}

function sizes(rows: readonly CohortAge[], grain: number): number[] {
  return cellsOf(rows, grain)
    .filter((c) => c.age === 0)
    .map((c) => c.accounts);
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
