import {matchedChange, meanInterval, nps, ratioOfSums, wilson, type Stratum} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import type {Answer} from "./measures.js";

/** Survey counts of a trailing year, for one segment; `s`, `r` are per account: satisfied and ratings, answers and invitations. */
export interface SurveyWindow {
  month: string;
  segment: string | null;
  promoters: number;
  passives: number;
  detractors: number;
  ratings: Pair | null;
  invitations: Pair | null;
}

/** Sums and centred co-moments over accounts of two of their counts. */
interface Pair {
  n: number;
  sum_y: number;
  sum_x: number;
  yy: number;
  xx: number;
  xy: number;
}

/** The windows of a year that end with each month, for the company or by a dimension. */
export async function surveyWindows({engine}: Warehouse, dimension: string | null): Promise<SurveyWindow[]> {
  const key = (plan: string) =>
    dimension === null
      ? "cast(null as varchar)"
      : dimension === "plan"
        ? `coalesce(${plan}, 'no plan')`
        : `coalesce(a.${dimension}, 'unknown')`;
  const within = (index: string) => `${index} > m.month_index - 12 and ${index} <= m.month_index`;
  const scores = await engine.rows<Omit<SurveyWindow, "ratings" | "invitations">>(`with latest as (
      select m.label as month, s.account_id, s.plan, s.score,
        row_number() over (partition by m.month_index, s.account_id order by s.quarter desc) as place
      from months as m inner join survey_accounts as s on ${within("s.month_index")} and s.score is not null
    )
    select month, ${key("l.plan")} as segment,
      count(case when l.score >= 9 then 1 end) as promoters,
      count(case when l.score > 6 and l.score < 9 then 1 end) as passives,
      count(case when l.score <= 6 then 1 end) as detractors
    from latest as l left join account_attributes as a on a.account_id = l.account_id
    where l.place = 1 group by 1, 2`);
  const pairs = async (mart: string, y: string, x: string) =>
    engine.rows<Pair & {month: string; segment: string | null}>(`with sums as (
      select m.label as month, ${key("s.plan")} as segment, s.account_id, cast(sum(${y}) as double) as y, cast(sum(${x}) as double) as x
      from months as m inner join ${mart} as s on ${within("s.month_index")}
      left join account_attributes as a on a.account_id = s.account_id
      group by 1, 2, 3
    )
    select month, segment, count(*) as n, sum(y) as sum_y, sum(x) as sum_x, coalesce(var_samp(y) * (count(*) - 1), 0) as yy,
      coalesce(var_samp(x) * (count(*) - 1), 0) as xx, coalesce(covar_samp(y, x) * (count(*) - 1), 0) as xy
    from sums where x > 0 group by 1, 2`);
  const ratings = await pairs("satisfaction", "s.is_satisfied", "1");
  const invitations = await pairs(
    "survey_accounts",
    "case when s.invited > 0 then least(s.answered, s.invited) else 0 end",
    "s.invited"
  );
  const keys = new Map(
    [...scores, ...ratings, ...invitations].map(({month, segment}) => [`${month}|${segment}`, {month, segment}])
  );
  const at = <T extends {month: string; segment: string | null}>(
    list: T[],
    k: {month: string; segment: string | null}
  ) => list.find((row) => row.month === k.month && row.segment === k.segment);
  return [...keys.values()].map((k) => ({
    ...k,
    promoters: 0,
    passives: 0,
    detractors: 0,
    ...at(scores, k),
    ratings: at(ratings, k) ?? null,
    invitations: at(invitations, k) ?? null
  }));
}

/** Net promoter score, satisfaction and response rate of a window. */
export function surveyMeasures(window: SurveyWindow | undefined): Record<string, Answer> {
  const score = window && window.promoters + window.passives + window.detractors > 0 ? nps(window) : null;
  return {
    nps: {
      value: score?.value ?? null,
      lower: score?.lower ?? null,
      upper: score?.upper ?? null,
      n: score?.n ?? 0,
      method: "latest score of each account in 12 months; adjusted-Wald interval",
      reason: "no answer in 12 months"
    },
    csat: share(window?.ratings ?? null, "ratings of 12 months", "no rating in 12 months"),
    response_rate: share(window?.invitations ?? null, "invitations of 12 months", "no invitation in 12 months")
  };
}

/** Several ratings of one account are not independent, so the interval clusters by account; Wilson's where nothing varies. */
function share(pair: Pair | null, what: string, reason: string): Answer {
  const ratio =
    pair &&
    ratioOfSums(
      {n: pair.n, sumY: pair.sum_y, sumX: pair.sum_x, yy: pair.yy, xx: pair.xx, xy: pair.xy},
      {min: 0, max: 1}
    );
  const clustered = ratio?.lower != null;
  const interval = clustered ? ([ratio.lower, ratio.upper] as const) : pair ? wilson(pair.sum_y, pair.sum_x) : null;
  return {
    value: pair ? pair.sum_y / pair.sum_x : null,
    lower: interval?.[0] ?? null,
    upper: interval?.[1] ?? null,
    n: pair?.sum_x ?? 0,
    method: `${what}; interval ${clustered ? "clustered by account" : "by Wilson"}`,
    reason
  };
}

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
  const byTier = plans
    .filter((p) => p.month === last)
    .sort((a, b) => (rankOf(a.segment!) ?? 99) - (rankOf(b.segment!) ?? 99));
  return {
    nps: {
      series: quarters.map((q) => ({
        period: quarterName(q.quarter),
        ...bounds(npsOf(q)),
        answered: q.answered,
        invited: q.invited
      })),
      byTier: byTier
        .filter((p) => npsOf(p))
        .map((p) => ({
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
      series: ratings.map(({quarter, satisfied, n}) => ({period: quarterName(quarter), ...proportion(satisfied, n)})),
      byTier: byTier
        .filter((p) => p.ratings)
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
