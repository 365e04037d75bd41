import {matchedChange, meanInterval, nps, wilson, type Stratum} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import {type SurveyWindow, surveyMeasures, surveyWindows} from "./surveys.js";
import {quarterChange} from "./yearChange.js";

interface Scores {
  promoters: number;
  passives: number;
  detractors: number;
  invited: number;
  answered: number;
}

/** What the page of customers' voice reads: by quarter, by plan, and before and after the upgrade. */
export async function feedbackPage(w: Warehouse, tiers: {name: string; rank: number}[]) {
  const rankOf = (tier: string) => tiers.find((t) => t.name === tier)?.rank ?? null;
  const tally = `count(case when score >= 9 then 1 end) as promoters, count(case when score > 6 and score < 9 then 1 end) as passives,
    count(case when score <= 6 then 1 end) as detractors, coalesce(sum(invited), 0) as invited, coalesce(sum(case when invited > 0 then least(answered, invited) else 0 end), 0) as answered`;
  const quarters = await w.engine.rows<Scores & {quarter: string}>(
    `select cast(quarter as varchar) as quarter, ${tally} from survey_accounts group by 1 order by 1`
  );
  const plans = await surveyWindows(w, "plan");
  const last = w.months.at(-1)?.label;
  const npsOf = (s: Pick<Scores, "promoters" | "passives" | "detractors">) =>
    s.promoters + s.passives + s.detractors > 0 ? nps(s) : null;
  const ratings = await w.engine.rows<{quarter: string; satisfied: number; n: number}>(
    `select cast(quarter as varchar) as quarter, sum(is_satisfied) as satisfied, count(*) as n from satisfaction group by 1 order by 1`
  );
  const {min_cell} = w.config.privacy;
  const enough = (p: SurveyWindow) => p.promoters + p.passives + p.detractors >= min_cell;
  const byTier = plans
    .filter((p) => p.month === last)
    .sort((a, b) => (rankOf(a.segment!) ?? 99) - (rankOf(b.segment!) ?? 99));
  const lastOf = (rows: {quarter: string}[]) => rows.at(-1)?.quarter;
  const [scored, rated] = [
    lastOf(quarters.filter((q) => npsOf(q) && isOver(q.quarter, w.asOf))),
    lastOf(ratings.filter((r) => isOver(r.quarter, w.asOf)))
  ];
  return {
    nps: {
      change: scored ? await quarterChange(w, "nps", scored) : null,
      series: quarters.map((q) => ({
        period: quarterName(q.quarter),
        mature: isOver(q.quarter, w.asOf),
        ...bounds(npsOf(q)),
        answered: q.answered,
        invited: q.invited
      })),
      byTier: byTier.filter(enough).map((p) => ({
        tier: p.segment,
        rank: rankOf(p.segment!),
        ...bounds(npsOf(p)),
        promoters: p.promoters,
        passives: p.passives,
        detractors: p.detractors,
        responseRate: p.invitations ? p.invitations.sum_y / p.invitations.sum_x : null,
        invited: p.invitations?.sum_x ?? 0
      }))
    },
    csat: {
      change: rated ? await quarterChange(w, "csat", rated) : null,
      series: ratings.map(({quarter, satisfied, n}) => ({
        period: quarterName(quarter),
        mature: isOver(quarter, w.asOf),
        ...proportion(satisfied, n)
      })),
      byTier: byTier
        .filter((p) => p.ratings !== null && p.ratings.n >= min_cell)
        .map((p) => {
          const {value, lower, upper, n} = surveyMeasures(p).csat!;
          return {tier: p.segment, rank: rankOf(p.segment!), value, lower, upper, n};
        })
    },
    beforeAfter: await beforeAfter(w)
  };
}

async function beforeAfter({engine}: Warehouse) {
  const strata = await engine.rows<Stratum & {band: number; before: number; after: number}>(`select
      round(score_before, 0) as band,
      count(case when is_upgraded = 1 then 1 end) as "nTreated",
      avg(case when is_upgraded = 1 then score_after - score_before end) as "meanTreated",
      var_samp(case when is_upgraded = 1 then score_after - score_before end) as "varianceTreated",
      count(case when is_upgraded = 0 then 1 end) as "nControl",
      avg(case when is_upgraded = 0 then score_after - score_before end) as "meanControl",
      var_samp(case when is_upgraded = 0 then score_after - score_before end) as "varianceControl",
      coalesce(sum(case when is_upgraded = 1 then score_before end), 0) as before,
      coalesce(sum(case when is_upgraded = 1 then score_after end), 0) as after
    from score_changes group by 1 order by 1`);
  const matched = matchedChange(strata);
  if (!matched) return null;
  const used = strata.filter((s) => s.nTreated > 0 && s.nControl > 0);
  const sum = (part: (s: (typeof strata)[number]) => number) => used.reduce((total, s) => total + part(s), 0);
  const pair = pairedInterval(used);
  return {
    scale: "nps",
    n: matched.n,
    before: sum((s) => s.before) / matched.n,
    after: sum((s) => s.after) / matched.n,
    change: matched.change,
    ...pair,
    controlChange: matched.controlChange,
    nControl: matched.nControl,
    difference: matched.difference,
    differenceLower: matched.lower,
    differenceUpper: matched.upper,
    unmatched: matched.unmatched,
    method:
      "score from 0 to 10: each account's last before its first upgrade and first after; controls had not upgraded by their second score and gave the same first score; weighted as the upgraded are; t interval"
  };
}

/** The change of the upgraded accounts alone, from the means and variances of the groups. */
function pairedInterval(strata: Stratum[]): {changeLower: number | null; changeUpper: number | null} {
  const n = strata.reduce((total, s) => total + s.nTreated, 0);
  const mean = strata.reduce((total, s) => total + s.nTreated * (s.meanTreated ?? 0), 0) / n;
  const within = strata.reduce((total, s) => total + (s.nTreated - 1) * (s.varianceTreated ?? 0), 0);
  const between = strata.reduce((total, s) => total + s.nTreated * ((s.meanTreated ?? 0) - mean) ** 2, 0);
  const interval = n > 1 ? meanInterval({n, mean, variance: (within + between) / (n - 1)}) : null;
  return {changeLower: interval?.lower ?? null, changeUpper: interval?.upper ?? null};
}

function bounds(interval: {value: number | null; lower: number | null; upper: number | null; n: number} | null) {
  return {
    value: interval?.value ?? null,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    n: interval?.n ?? 0
  };
}

function proportion(successes: number, n: number) {
  const interval = n > 0 ? wilson(successes, n) : null;
  return {value: n > 0 ? successes / n : null, lower: interval?.[0] ?? null, upper: interval?.[1] ?? null, n};
}

/**
 * A quarter by its first day.
 *
 * quarterName("2026-07-01") // "2026-Q3"
 */
export function quarterName(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** True if a quarter, named by its first day, has ended by the end of a day. */
function isOver(quarter: string, day: string): boolean {
  const [year, month] = quarter.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month + 2, 0)).toISOString().slice(0, 10) <= day;
}
