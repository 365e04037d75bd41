import {wilson} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";

/**
 * Each cohort's triangle, and the total by age: of the cohorts old enough only, so that a young one never drags an age it has not
 * reached. Accounts of the first month are left out, since nobody knows how long they had been there before the exports begin.
 * The share of accounts has a Wilson interval.
 */
export async function cohorts({engine, config}: Warehouse) {
  const rows = await engine.rows<{
    cohort: string;
    age: number;
    accounts: number;
    active: number;
    neverLeft: number;
    start: number;
    end: number;
    kept: number;
  }>(
    `select m.label as cohort, c.age, c.accounts, c.active, c.never_left as "neverLeft", round(c.start_amount, 0) as start,
      round(c.end_amount, 0) as "end", round(c.kept_amount, 0) as kept
    from cohort_ages as c inner join months as m on m.month_index = c.month_index
    where c.accounts >= ${config.privacy.min_cell} and c.month_index > (select min(month_index) from months) order by 1, 2`
  );
  const ages = [...new Set(rows.map((r) => r.age))].sort((a, b) => a - b);
  const byAge = ages.map((age) => {
    const own = rows.filter((r) => r.age === age);
    const sum = (part: (r: (typeof rows)[number]) => number) => own.reduce((total, r) => total + part(r), 0);
    const [accounts, active] = [sum((r) => r.accounts), sum((r) => r.active)];
    const interval = wilson(active, accounts);
    return {
      age,
      cohorts: own.length,
      accounts,
      active: active / accounts,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null,
      neverLeft: sum((r) => r.neverLeft) / accounts,
      net: sum((r) => r.end) / sum((r) => r.start),
      gross: sum((r) => r.kept) / sum((r) => r.start)
    };
  });
  return {rows, byAge};
}
