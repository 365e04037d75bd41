import type {Measure} from "../../src/definitions.js";
import {ratioOfSums, wilson} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import {type Cube, type Recipe, groups, pool, pooledKey, toCube} from "./cells.js";
import {recipes} from "./recipes.js";
import {matureBy} from "./trialAnswers.js";
import {labelOf, segmentChanges} from "./yearChange.js";
import {literal} from "../engines/duckdb.js";

/** Cells of the retention page: what any selection of plan and segments needs to give exact rates and intervals. */
export async function retentionPage(w: Warehouse, dimensions: string[]) {
  const cube = await pooledCube(w, recipes.retention, dimensions);
  const movements = await pooledCube(w, recipes.movements, dimensions);
  return {
    cohorts: await cohorts(w),
    changes: await segmentChanges(w, ["nrr", "grr"], dimensions),
    windowMonths: w.config.settings.nrr.window_months,
    cube: cube.cube,
    movements: movements.cube,
    pooled: {accounts: cube.accounts, cells: cube.cells}
  };
}

/**
 * Each cohort's triangle, and the total by age: of the cohorts old enough only, so that a young one never drags an age it has not
 * reached. Accounts of the first month are left out, since nobody knows how long they had been there before the exports begin.
 * The share of accounts has a Wilson interval.
 */
async function cohorts({engine, config}: Warehouse) {
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
    from upgrade_months as u where u.tier_up = 1 and u.month_index > ${lastIndex(w) - 12} and u.month_index <= ${lastIndex(w)} group by 1, 2 order by min(u.plan_rank), min(u.rank_after)`);
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

/** Trials by month of start and by where they came from. */
export async function trialsPage(w: Warehouse, headline: Measure) {
  const cohorts = await w.engine.rows<{
    month: string;
    started: number;
    converted: number;
    pending: number;
    abandoned: number;
    mature: boolean;
  }>(
    `select m.label as month, t.started, t.converted, t.pending, t.abandoned, t.is_mature as mature
    from trial_cohorts as t inner join months as m on m.month_index = t.month_index order by 1`
  );
  const sources = await w.engine.rows<{source: string; started: number; converted: number}>(
    `select source, count(*) as started, count(case when outcome = 'converted' then 1 end) as converted
    from trial_outcomes inner join months as m using (month_index)
    where is_mature and m.label in (${matureBy(labelOf(lastIndex(w)), w.config.settings.trial.window_days)
      .map(literal)
      .join(", ")}) group by 1
    having count(*) >= ${w.config.privacy.min_cell} order by 2 desc, 1`
  );
  const rated = <T extends {started: number; converted: number}>(row: T) => {
    const interval = wilson(row.converted, row.started);
    return {
      ...row,
      rate: row.started > 0 ? row.converted / row.started : null,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null
    };
  };
  return {
    windowDays: w.config.settings.trial.window_days,
    cohorts: cohorts.map((c) => (c.mature ? rated(c) : {...rated(c), rate: null, lower: null, upper: null})),
    headline,
    pendingNow: cohorts.reduce((sum, c) => sum + c.pending, 0),
    bySource: sources.map(rated)
  };
}

/**
 * The cells of any selection, and those of each dimension by itself, so that a single filter is exact. Where the build ships no account
 * rows, groups of fewer accounts than privacy.min_cell are put together first.
 */
async function pooledCube(w: Warehouse, recipe: Recipe, dimensions: string[]) {
  const pairs = recipe.pairs ?? [];
  const cubeOf = async (own: string[]) => pool(await groups(w, recipe, own), own, w.config.privacy.min_cell, pairs);
  const pooled = await cubeOf(dimensions);
  const margins: Record<string, Cube> = {};
  for (const dimension of dimensions) margins[dimension] = toCube((await cubeOf([dimension])).groups, [dimension]);
  return {...pooled, cube: {...toCube(pooled.groups, dimensions), margins}};
}

function lastIndex(w: Warehouse): number {
  return (w.months.findLast((m) => m.is_closed) ?? w.months.at(-1))?.month_index ?? 0;
}
