import type {Warehouse} from "../warehouse.js";
import {type CohortCells, cohortCells} from "./cohortCells.js";
import {type CohortAge, type Triangle, triangle} from "./triangle.js";

/**
 * The triangle of cohorts, and its cells by dimension for any selection. Accounts of the first month with revenue are left out, since nobody knows how long they had been there before.
 */
export async function cohorts(
  w: Warehouse,
  dimensions: string[] = []
): Promise<{triangle: Triangle; cells: CohortCells}> {
  const found = await w.engine.rows<Omit<CohortAge, "closed"> & {closed: number}>(
    `select month_index as "index", age, is_closed as closed, accounts, active, never_left as "neverLeft",
      start_amount as start, end_amount as "end", kept_amount as kept
    from cohort_ages where month_index > (select min(month_index) from cohort_ages) order by 1, 2`
  );
  const rows = found.map((r) => ({...r, closed: r.closed === 1}));
  const company = triangle(rows, w.config.privacy.min_cell);
  return {triangle: company, cells: await cohortCells(w, dimensions, company.grain)};
}
