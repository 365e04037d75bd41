-- One row per rating from 1 to 5, of a ticket or a satisfaction survey, given by the as-of date.
with ratings as (
    select account_id, csat as score, coalesce(solved_at, opened_at) as rated_at
    from tickets
    where csat is not null
    union all
    select account_id, score, answered_at as rated_at
    from responses
    where scale = 'csat' and score is not null
)

select
    m.month_index,
    cast(date_trunc('quarter', r.rated_at) as date) as quarter,
    coalesce(l.survivor_id, r.account_id) as account_id,
    r.score,
    case when r.score >= 4 then 1 else 0 end as is_satisfied,
    t.tier as plan,
    t.tier_rank as plan_rank
from ratings as r
inner join months as m on r.rated_at >= m.starts_at and r.rated_at < m.ends_at
left join account_lineage as l on l.month_index = m.month_index and l.account_id = r.account_id
left join account_tiers as t on t.month_index = m.month_index - 1 and t.account_id = r.account_id
