import type {Measure} from "../../src/definitions.js";
import {ratioOfSums} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import {latest} from "./measures.js";
import {perpetualReleases} from "./perpetual.js";
import {pooledCube} from "./pooledCube.js";
import {recipes} from "./recipes.js";
import {tierFlows} from "./tierFlows.js";
import {upgradeAges} from "./upgradeAges.js";
import {upgradePaths} from "./upgradePaths.js";
import {featureAdoption, reversals, upgradeNeed} from "./upgradeQuality.js";
import {segmentChanges} from "./yearChange.js";

const quality = [
  "upgrade_without_need",
  "upgrade_reversal_90",
  "upgrade_reversal_180",
  "feature_adoption_30",
  "feature_adoption_60",
  "feature_adoption_90",
  "perpetual_upgrade_rate"
];

/** Cells of the upgrades page by the filters, and for the whole company the moves between plans and what became of upgrades. */
export async function upgradesPage(w: Warehouse, dimensions: string[], measures: Measure[]) {
  const cube = await pooledCube(w, recipes.upgradeAccounts, dimensions);
  const months = await pooledCube(w, recipes.upgradeMonths, dimensions);
  return {
    changes: await segmentChanges(w, ["upgrade_hazard"], dimensions),
    cube: cube.cube,
    months: months.cube,
    pooled: {accounts: cube.accounts, cells: cube.cells},
    pressure: await pressure(w),
    ...(await tierFlows(w)),
    ages: await upgradeAges(w, dimensions),
    paths: await upgradePaths(w),
    need: await upgradeNeed(w),
    reversals: await reversals(w),
    adoption: await featureAdoption(w),
    perpetual: await perpetualReleases(w),
    headlines: quality.map((id) => headline(w, measures, id))
  };
}

/** A measure of the company as a tile, with its last 24 months. */
function headline(w: Warehouse, measures: Measure[], id: string) {
  const measure = latest(measures, w, id);
  const series = measures
    .filter((m) => m.id === id && m.segment === null && m.value !== null && m.period <= measure.period)
    .slice(-24)
    .map(({period, value, lower, upper}) => ({period, value, lower, upper}));
  return {id, measure, target: w.registers.targets[id] ?? null, change: null, series};
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
