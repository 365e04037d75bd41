export interface Example {
  question: string;
  sql: string;
}

/** Questions to begin with. Money in tables is in minor units; `perMajor` of them are one of the currency. */
export function exploreExamples(perMajor: number): Example[] {
  return [
    {
      question: "How much revenue stayed after twelve months, month by month?",
      sql: `select month,
  sum(end_amount) / sum(start_amount) as net_retention,
  sum(kept_amount) / sum(start_amount) as gross_retention,
  sum(accounts) as accounts
from retention_by_group
where dimension = 'all'
group by month
order by month`
    },
    {
      question: "Which plans kept their revenue in the last month?",
      sql: `select value as plan,
  sum(end_amount) / sum(start_amount) as net_retention,
  sum(lost) / sum(accounts) as lost_share,
  sum(accounts) as accounts
from retention_by_group
where dimension = 'plan' and month = (select max(month) from retention_by_group)
group by plan
order by net_retention desc`
    },
    {
      question: "Which upgrades are made most, and how many go back?",
      sql: `select value as move,
  upgrades,
  round(mrr_gain / upgrades / ${perMajor}, 2) as gain_each,
  case when seen_180 > 0 then back_180 / seen_180 end as back_share,
  accounts
from upgrade_outcomes_by_group
where dimension = 'move'
order by upgrades desc`
    },
    {
      question: "Do accounts near a limit upgrade more often?",
      sql: `select value as limit_used,
  upgraded / account_months as upgraded_share,
  upgraded,
  account_months
from upgrades_by_limit
where dimension = 'limit_used'
order by limit_used`
    },
    {
      question: "Which trials become sales, by where they began?",
      sql: `select value as source,
  sum(converted) / sum(trials) as converted_share,
  sum(trials) as trials
from trials_by_group
where dimension = 'source' and mature = trials -- months whose window is over
group by source
order by converted_share desc`
    },
    {
      question: "What was expansion made of, year by year?",
      sql: `select year, value as cause,
  sum(amount) / ${perMajor} as amount
from movement_causes_by_group
where dimension = 'cause' and direction = 'expansion'
group by year, cause
order by year, amount desc`
    },
    {
      question: "What share of accounts has never left, by age in months?",
      sql: `select age,
  sum(never_left) / sum(accounts) as staying_share,
  sum(accounts) as accounts
from cohorts_by_group
where dimension = 'all'
group by age
order by age`
    },
    {
      question: "How do scores differ by plan, quarter by quarter?",
      sql: `select quarter, value as plan,
  100 * (sum(promoters) - sum(detractors)) / sum(answers) as nps,
  sum(accounts) as accounts
from scores_by_group
where dimension = 'plan' and value <> 'no plan'
group by quarter, plan
order by quarter, plan`
    }
  ];
}
