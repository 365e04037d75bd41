import {wilson} from "./wilson.js";

/** A cohort at an age, counted in accounts and money. Immature while some of its accounts have not reached the age. */
export interface CohortCell {
  cohort: string;
  age: number;
  mature: boolean;
  accounts: number;
  active: number;
  neverLeft: number;
  start: number;
  end: number;
  kept: number;
}

/** The total of an age, over the cohorts all of whose accounts have reached it; shares, and the interval of `active`. */
export interface CohortTotal {
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

/**
 * The last row of a triangle of cohorts: by age, over mature cells only, since a cohort that has not reached an age is in neither
 * part of the share. Wilson interval of the accounts; net and gross are null where the cohorts began without revenue.
 *
 * cohortTotals([{cohort: "a", age: 1, mature: true, accounts: 4, active: 3, neverLeft: 3, start: 40, end: 50, kept: 30}]) // [{age: 1, cohorts: 1, accounts: 4, active: 0.75, …}]
 */
export function cohortTotals(cells: readonly CohortCell[]): CohortTotal[] {
  const mature = cells.filter((c) => c.mature);
  const ages = [...new Set(mature.map((c) => c.age))].sort((a, b) => a - b);
  return ages.map((age) => {
    const own = mature.filter((c) => c.age === age);
    const sum = (part: (c: CohortCell) => number) => own.reduce((total, c) => total + part(c), 0);
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
