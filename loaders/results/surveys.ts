import {nps, ratioOfSums, wilson} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import type {Answer} from "./answers.js";

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
