-- One row per month, end of it (before or after) and account that holds a paused licence there, under the account that
-- stands at the month's end. Empty where the settings count a pause as churn.
with ordered as (
    select
        l.month_index,
        l.account_id,
        l.tier,
        row_number() over (
            partition by l.month_index, l.account_id
            order by l.tier_rank desc nulls last, l.monthly_amount desc nulls last, l.tier asc nulls last
        ) as place
    from licences_in_force as l
    cross join parameters as q
    where l.kind = 'recurring' and l.status = 'paused' and q.pause_is_apart
),

paused as (
    select month_index, account_id, tier
    from ordered
    where place = 1
),

ends as (
    select month_index, 0 as is_before, account_id, tier
    from paused
    union all
    select m.month_index, 1 as is_before, p.account_id, p.tier
    from paused as p
    inner join months as m on m.month_index = p.month_index + 1
)

select
    e.month_index,
    e.is_before,
    coalesce(l.survivor_id, e.account_id) as account_id,
    min(e.tier) as tier
from ends as e
left join account_lineage as l on l.month_index = e.month_index and l.account_id = e.account_id
group by 1, 2, 3
