import {ratioOfSums} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import {pooledKey} from "./cells.js";
import {pooledCube} from "./pooledCube.js";
import {recipes} from "./recipes.js";
import {closedIndex, segmentChanges} from "./yearChange.js";

/** Cells of the upgrades page, the hazard by limit pressure, and who moved from which plan to which in the last 12 months. */
export async function upgradesPage(w: Warehouse, dimensions: string[]) {
  const cube = await pooledCube(w, recipes.upgradeAccounts, dimensions);
  const months = await pooledCube(w, recipes.upgradeMonths, dimensions);
  const flows = await w.engine.rows<{
    from: string;
    to: string;
    count: number;
    mrrChange: number;
  }>(`select u.plan as "from", u.tier_after as "to",
      count(*) as count, sum(u.mrr_gain) as "mrrChange"
    from upgrade_months as u where u.tier_up = 1 and u.month_index > ${closedIndex(w) - 12} and u.month_index <= ${closedIndex(w)} group by 1, 2 order by min(u.plan_rank), min(u.rank_after)`);
  const few = flows.filter((f) => f.count < w.config.privacy.min_cell);
  const sum = (part: "count" | "mrrChange") => few.reduce((total, f) => total + f[part], 0);
  const rest =
    sum("count") >= w.config.privacy.min_cell
      ? [{from: pooledKey, to: pooledKey, count: sum("count"), mrrChange: sum("mrrChange")}]
      : [];
  return {
    changes: await segmentChanges(w, ["upgrade_hazard"], dimensions),
    cube: cube.cube,
    months: months.cube,
    pooled: {accounts: cube.accounts, cells: cube.cells},
    pressure: await pressure(w),
    flows: [...flows.filter((f) => !few.includes(f)), ...rest]
  };
}

const bands: [name: string, from: number, to: number | null][] = [
  ["under 50%", 0, 0.5],
  ["50 to 80%", 0.5, 0.8],
  ["80 to 100%", 0.8, 1],
  ["at the limit", 1, null]
];

/** Upgrades per account-month by how much of its tightest limit the account had used in the month before; null without limits. */
async function pressure(w: Warehouse) {
  const rows = await w.engine.rows<{
    band: number;
    n: number;
    sum_u: number;
    sum_m: number;
    uu: number;
    mm: number;
    um: number;
  }>(`with banded as (
      select account_id, upgraded, case when pressure < 0.5 then 0 when pressure < 0.8 then 1 when pressure < 1 then 2 else 3 end as band
      from upgrade_months where pressure is not null
    ),
    sums as (select band, account_id, cast(sum(upgraded) as double) as u, cast(count(*) as double) as m from banded group by 1, 2)
    select band, count(*) as n, sum(u) as sum_u, sum(m) as sum_m, coalesce(var_samp(u) * (count(*) - 1), 0) as uu,
      coalesce(var_samp(m) * (count(*) - 1), 0) as mm, coalesce(covar_samp(u, m) * (count(*) - 1), 0) as um
    from sums group by 1 order by 1`);
  const shown = rows.filter((r) => r.n >= w.config.privacy.min_cell);
  if (shown.length === 0) return null;
  return shown.map(({band, n, sum_u, sum_m, uu, mm, um}) => {
    const [name, from, to] = bands[band]!;
    const rate = ratioOfSums({n, sumY: sum_u, sumX: sum_m, yy: uu, xx: mm, xy: um}, {min: 0});
    return {
      band: name,
      from,
      to,
      accounts: n,
      accountMonths: sum_m,
      upgrades: sum_u,
      rate: sum_u / sum_m,
      lower: rate?.lower ?? null,
      upper: rate?.upper ?? null
    };
  });
}
