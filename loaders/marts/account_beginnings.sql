-- One row per account that ever paid, as it stands today: the month of its first revenue, and its plan then (the highest
-- ranked; by revenue among equals and unranked), null without one. Of an account taken over later, what its survivor and it began with.
with paid as (
    select coalesce(l.survivor_id, a.account_id) as account_id, min(a.month_index) as month_index
    from account_currency_months as a
    left join latest_lineage as l on l.account_id = a.account_id
    group by 1
),

held as (
    select
        p.account_id,
        t.tier,
        row_number() over (
            partition by p.account_id
            order by t.tier_rank desc nulls last, t.amount desc nulls last, t.tier asc nulls last
        ) as place
    from account_tiers as t
    left join latest_lineage as l on l.account_id = t.account_id
    inner join paid as p on p.account_id = coalesce(l.survivor_id, t.account_id) and p.month_index = t.month_index
)

select
    p.account_id,
    p.month_index,
    h.tier as plan
from paid as p
left join held as h on h.account_id = p.account_id and h.place = 1
