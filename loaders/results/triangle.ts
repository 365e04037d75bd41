import {type CohortCell, type CohortTotal, cohortTotals} from "../../src/stats/index.js";

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

export interface Triangle {
  /** Months of a cohort, and of a step in age. */
  grain: number;
  cells: CohortCell[];
  totals: CohortTotal[];
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
    totals: cohortTotals(cells),
    omitted: {cohorts: omitted.length, accounts: omitted.reduce((sum, c) => sum + c.accounts, 0)}
  };
}

function cellsOf(rows: readonly CohortAge[], grain: number): CohortCell[] {
  const lastClosed = Math.max(...rows.filter((r) => r.closed).map((r) => r.index + r.age));
  const byCell = new Map<string, CohortCell>();
  for (const {index, age, accounts, active, neverLeft, start, end, kept} of rows) {
    if (age % grain !== 0) continue;
    const period = Math.floor(index / grain);
    const cohort = cohortLabel(period, grain);
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

/** "2026-Q3", "2026-10" or "2026": the period of so many months since year 0. */
export function cohortLabel(period: number, grain: number): string {
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
