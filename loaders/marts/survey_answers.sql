-- One row per invitation to the 0 to 10 question sent by the as-of date, answered or not, with the plan the account held
-- at the end of the month before. An answer without a known invitation counts as its own.
with asked as (
    select
        r.account_id,
        coalesce(r.user_id, r.account_id) as person_id,
        r.score,
        r.answered_at,
        coalesce(r.invited_at, r.answered_at) as asked_at,
        case when r.invited_at is null then 0 else 1 end as has_invitation
    from responses as r
    cross join parameters as q
    where r.scale = 'nps' and coalesce(r.invited_at, r.answered_at) < q.as_of_end
)

select
    m.month_index,
    coalesce(l.survivor_id, a.account_id) as account_id,
    a.person_id,
    case when a.answered_at < q.as_of_end then a.score end as score,
    case when a.answered_at < q.as_of_end and a.score is not null then 1 else 0 end as is_answered,
    a.has_invitation,
    a.asked_at,
    a.answered_at,
    t.tier as plan,
    t.tier_rank as plan_rank
from asked as a
cross join parameters as q
inner join months as m on a.asked_at >= m.starts_at and a.asked_at < m.ends_at
left join account_lineage as l on l.month_index = m.month_index and l.account_id = a.account_id
left join account_tiers as t on t.month_index = m.month_index - 1 and t.account_id = a.account_id
