import {aalenJohansen, medianInterval, riskTable} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import type {Answer, Context} from "./answers.js";
import {matureBy} from "./trialAnswers.js";

/** Trials of one segment that left on the same day for the same reason. */
interface Exit {
  day: number;
  cause: number;
  n: number;
}

/** Trials of a segment by the day they left: those begun in a month, and those of the year to its end as known then. */
export interface TrialExits {
  month: string;
  segment: string | null;
  begun: Exit[];
  year: Exit[];
}

/** The exits of every month, for the company or by a dimension; trials have no plan among segments. */
export async function trialExits(w: Warehouse, dimension: string | null): Promise<TrialExits[]> {
  if (dimension === "plan") return [];
  const key = dimension === null ? "cast(null as varchar)" : `coalesce(a.${dimension}, 'unknown')`;
  const window = w.config.settings.trial.window_days;
  const over = (days: string, at: string) => `date_trunc('day', t.started_at) + (${days}) * interval '1' day <= ${at}`;
  const attributes = "left join account_attributes as a on a.account_id = t.account_id";
  type Row = Exit & {month: string; segment: string | null};
  const begun = await w.engine
    .rows<Row>(`select m.label as month, ${key} as segment, t.exit_day as "day", t.cause, count(*) as n
    from trial_times as t inner join months as m on m.month_index = t.month_index ${attributes} group by 1, 2, 3, 4`);
  const year = await w.engine.rows<Row>(`with seen as (
      select m.label as month, t.trial_id, t.account_id,
        case when t.cause > 0 and ${over("t.exit_day + 1", "m.ends_at")} then t.cause else 0 end as cause,
        case when t.cause > 0 and ${over("t.exit_day + 1", "m.ends_at")} then t.exit_day
          else max(case when ${over("d.day + 1", "m.ends_at")} then d.day else -1 end) end as "day"
      from months as m
      inner join trial_times as t on t.month_index > m.month_index - 12 and t.month_index <= m.month_index
      cross join trial_days as d
      where d.day < ${window}
      group by m.label, m.ends_at, t.trial_id, t.account_id, t.cause, t.exit_day, t.started_at
    )
    select t.month, ${key} as segment, t."day", t.cause, count(*) as n from seen as t ${attributes} group by 1, 2, 3, 4`);
  const found = new Map<string, TrialExits>();
  const put = (rows: Row[], name: "begun" | "year") => {
    for (const {month, segment, ...exit} of rows) {
      const id = `${month}|${segment}`;
      if (!found.has(id)) found.set(id, {month, segment, begun: [], year: []});
      found.get(id)![name].push(exit);
    }
  };
  put(begun, "begun");
  put(year, "year");
  return [...found.values()];
}

/** Conversion with the trials still open, and the days until trials are paid for. */
export function trialTimes({history, i, byPlan, settings}: Context): Record<string, Answer> {
  if (byPlan) return {};
  const {window_days} = settings.trial;
  // Before the first day is over nothing of a trial is known.
  const year = (history[i]!.exits?.year ?? []).filter(({day}) => day >= 0);
  const last = aalenJohansen(
    riskTable(
      year.map(({day, cause, n}) => ({exit: day, cause, weight: n})),
      2
    )
  ).at(-1);
  const reaches = last !== undefined && (last.time >= window_days || last.survival === 0);
  const paid = last?.causes[0];
  const months = matureBy(history[i]!.label, window_days);
  const days = history
    .filter(({label}) => months.includes(label))
    .flatMap(({exits}) => exits?.begun ?? [])
    .filter(({cause}) => cause === 1);
  const middle = medianInterval(days.map(({day, n}) => ({value: day, count: n})));
  return {
    trial_conversion_open: {
      value: reaches ? paid!.incidence : null,
      lower: reaches ? paid!.lower : null,
      upper: reaches ? paid!.upper : null,
      n: year.reduce((sum, {n}) => sum + n, 0),
      method: `Aalen–Johansen incidence of payment by day ${window_days} over trials begun in 12 months, open ones up to the month's end; log(−log) interval`,
      reason: year.length > 0 ? "no trial has been seen to its window's end" : "no trial began in 12 months"
    },
    trial_time: {
      value: middle?.value ?? null,
      lower: middle?.lower ?? null,
      upper: middle?.upper ?? null,
      n: middle?.n ?? 0,
      method: "median of the days to payment in the last 12 mature cohorts; interval of order statistics",
      reason: "no trial of a mature cohort was paid for"
    }
  };
}
