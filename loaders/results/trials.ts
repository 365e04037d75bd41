import type {Measure} from "../../src/definitions.js";
import {wilson} from "../../src/stats/index.js";
import {literal} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";
import {matureBy} from "./trialAnswers.js";
import {closedIndex, labelOf} from "./yearChange.js";

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
    where is_mature and m.label in (${matureBy(labelOf(closedIndex(w)), w.config.settings.trial.window_days)
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
