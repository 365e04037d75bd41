import {wilson} from "../../src/stats/index.js";
import type {Answer, Context} from "./answers.js";
import {type Group, merge} from "./cells.js";

/** Trial conversion of a cohort and of a year of cohorts. */
export function conversion({parts: {trials}, history, i, byPlan, settings}: Context): Record<string, Answer> {
  if (byPlan) return {};
  const days = settings.trial.window_days;
  const answer = (cohorts: Group[], what: string): Answer => {
    const g = merge(
      cohorts.map((c) => ({...c, month: "", keys: {}})),
      []
    )[0]?.values;
    const interval = g ? wilson(g.converted!, g.n!) : null;
    return {
      value: g ? g.converted! / g.n! : null,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null,
      n: g?.n ?? 0,
      method: `${what}, first payment within day 0 to ${days}; Wilson interval`,
      reason: trials ? "the window is not over for this cohort" : "no trial began"
    };
  };
  const mature = (g: Group | undefined): g is Group => g !== undefined && g.values.mature === g.values.n;
  return {
    trial_conversion: answer([trials].filter(mature), "cohort by start month"),
    trial_conversion_year: answer(
      matureBy(history[i]!.label, days)
        .map((label) => history.find((h) => h.label === label)?.parts.trials)
        .filter(mature),
      "the last 12 mature cohorts"
    )
  };
}

/**
 * The twelve cohorts whose window was over by the end of a month, latest last: they stay the same however the data grow.
 *
 * matureBy("2026-10", 45).at(-1) // "2026-08"
 */
export function matureBy(label: string, days: number): string[] {
  const [year, month] = label.split("-").map(Number) as [number, number];
  const end = Date.UTC(year, month, 1);
  let back = 0;
  while (Date.UTC(year, month - back, 1) + days * 86_400_000 > end) back++;
  return Array.from({length: 12}, (_, k) =>
    new Date(Date.UTC(year, month - back - 12 + k, 1)).toISOString().slice(0, 7)
  );
}
