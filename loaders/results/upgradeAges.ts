import type {Warehouse} from "../warehouse.js";
import {type Cube, type Group, pool, toCube} from "./cells.js";

const oldest = 60;

/**
 * Accounts at risk of a first upgrade, first upgrades and losses by age in months, in one cell for each combination of dimensions:
 * counts add up, so the incidence of any selection is exact. Ages after the last, or after 60 months, are left out.
 */
export async function upgradeAges(
  w: Warehouse,
  dimensions: string[]
): Promise<{cube: Cube & {margins: Record<string, Cube>}; oldest: number}> {
  const [found] = await w.engine.rows<{age: number | null}>("select max(age) as age from upgrade_risk");
  const ages = Math.min(oldest, found?.age ?? 0);
  const cubeOf = async (own: string[]) =>
    toCube(pool(await groupsBy(w, own, ages), own, w.config.privacy.min_cell, []).groups, own);
  const margins: Record<string, Cube> = {};
  for (const dimension of dimensions) margins[dimension] = await cubeOf([dimension]);
  return {cube: {...(await cubeOf(dimensions)), margins}, oldest: ages};
}

async function groupsBy({engine}: Warehouse, dimensions: string[], ages: number): Promise<Group[]> {
  const keys = dimensions.map((d) =>
    d === "plan" ? "coalesce(r.plan, 'no plan') as plan" : `coalesce(a.${d}, 'unknown') as ${d}`
  );
  const counts = Array.from({length: ages}, (_, i) => i + 1).flatMap((age) => [
    `sum(case when r.age = ${age} then 1 else 0 end) as risk_${age}`,
    `sum(case when r.age = ${age} and r.cause = 1 then 1 else 0 end) as up_${age}`,
    `sum(case when r.age = ${age} and r.cause = 2 then 1 else 0 end) as lost_${age}`
  ]);
  const rows = await engine.rows<
    Record<string, string | number>
  >(`select ${[...keys, "count(distinct r.account_id) as n", ...counts].join(", ")}
    from upgrade_risk as r left join account_attributes as a on a.account_id = r.account_id
    group by ${dimensions.map((_, i) => i + 1).join(", ")} order by ${dimensions.map((_, i) => i + 1).join(", ")}`);
  return rows.map((row) => ({
    month: "",
    keys: Object.fromEntries(dimensions.map((d) => [d, String(row[d])])),
    values: Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) => (dimensions.includes(name) ? [] : [[name, Number(value)]]))
    )
  }));
}
