import type {Measure} from "../../src/definitions.js";
import {wilson} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import {pooledCube} from "./pooledCube.js";
import {recipes} from "./recipes.js";
import {trialCells} from "./trialCells.js";

/** Trials by month of start and by where they came from. */
export async function trialsPage(w: Warehouse, headline: (id: string) => Measure) {
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
  const rated = <T extends {started: number; converted: number}>(row: T) => {
    const interval = wilson(row.converted, row.started);
    return {
      ...row,
      rate: row.started > 0 ? row.converted / row.started : null,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null
    };
  };
  const {window_days, landmark_days, effort_minutes, after_days} = w.config.settings.trial;
  const dimensions = ["source", "plan", ...w.config.settings.segments.slice(0, 2)];
  const [running] = await w.engine.rows<{n: number}>("select coalesce(sum(is_running), 0) as n from trial_times");
  return {
    windowDays: window_days,
    landmarkDays: [...landmark_days].sort((a, b) => a - b),
    effortMinutes: [...effort_minutes].sort((a, b) => a - b),
    afterDays: [...after_days].sort((a, b) => a - b),
    milestones: (w.registers.milestones?.milestones ?? []).map(({id, name}) => ({id, name})),
    firstWin: await firstWin(w),
    dimensions,
    values: await dimensionValues(w, dimensions),
    months: (await pooledCube(w, recipes.trials, dimensions)).cube,
    cells: await trialCells(w, dimensions),
    runningNow: running!.n,
    open: headline("trial_conversion_open"),
    time: headline("trial_time"),
    cohorts: cohorts.map((c) => (c.mature ? rated(c) : {...rated(c), rate: null, lower: null, upper: null})),
    headline: headline("trial_conversion_year"),
    pendingNow: cohorts.reduce((sum, c) => sum + c.pending, 0)
  };
}

/** The name of the milestone that setup leads to. */
async function firstWin({engine}: Warehouse): Promise<string | null> {
  const [row] = await engine.rows<{name: string}>("select name from milestones where is_first_win");
  return row?.name ?? null;
}

/** What each dimension of the trials can be filtered by, plans in the order of their ranks. */
async function dimensionValues({engine}: Warehouse, dimensions: string[]): Promise<Record<string, string[]>> {
  const values: Record<string, string[]> = {};
  for (const dimension of dimensions) {
    const own = dimension === "source" || dimension === "plan";
    const rows = await engine.rows<{value: string}>(
      `select v.value from (
        select distinct coalesce(${own ? "o" : "a"}.${dimension}, 'unknown') as value
        from trial_outcomes as o left join account_attributes as a on a.account_id = o.account_id
      ) as v left join (select family, min(tier_rank) as rank from plans group by 1) as p on p.family = v.value
      order by ${dimension === "plan" ? "p.rank asc nulls last," : ""} v.value`
    );
    values[dimension] = rows.map(({value}) => value);
  }
  return values;
}
