import type {Warehouse} from "../warehouse.js";
import {type CohortAge, triangle, triangleTotals} from "./triangle.js";

/**
 * Each cohort's triangle, and the total by age in months: of the cohorts old enough only, so that a young one never drags an age it has
 * not reached. Accounts of the first month with revenue are left out, since nobody knows how long they had been there before.
 */
export async function cohorts({engine, config}: Warehouse) {
  const least = config.privacy.min_cell;
  const found = await engine.rows<Omit<CohortAge, "closed"> & {closed: number}>(
    `select month_index as "index", age, is_closed as closed, accounts, active, never_left as "neverLeft",
      round(start_amount, 0) as start, round(end_amount, 0) as "end", round(kept_amount, 0) as kept
    from cohort_ages where month_index > (select min(month_index) from cohort_ages) order by 1, 2`
  );
  const rows = found.map((r) => ({...r, closed: r.closed === 1}));
  const months = rows.filter((r) => r.closed && r.accounts >= least);
  return {
    byAge: triangleTotals(months.map((r) => ({...r, cohort: String(r.index), mature: true}))),
    triangle: triangle(rows, least)
  };
}
