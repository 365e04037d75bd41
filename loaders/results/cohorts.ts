import type {Warehouse} from "../warehouse.js";
import {type CohortAge, triangle} from "./triangle.js";

/**
 * The triangle of cohorts. Accounts of the first month with revenue are left out, since nobody knows how long they had been there before.
 */
export async function cohorts({engine, config}: Warehouse) {
  const found = await engine.rows<Omit<CohortAge, "closed"> & {closed: number}>(
    `select month_index as "index", age, is_closed as closed, accounts, active, never_left as "neverLeft",
      round(start_amount, 0) as start, round(end_amount, 0) as "end", round(kept_amount, 0) as kept
    from cohort_ages where month_index > (select min(month_index) from cohort_ages) order by 1, 2`
  );
  const rows = found.map((r) => ({...r, closed: r.closed === 1}));
  return {triangle: triangle(rows, config.privacy.min_cell)};
}
