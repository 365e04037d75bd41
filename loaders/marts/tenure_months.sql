-- One row per account of known age and closed month, from its first revenue to the last month before it is first gone: its
-- age in months, its plan (the highest ranked; by revenue among equals) and that plan's term in months, and its revenue in
-- minor units at the month's rate. On pause it has the plan that is paused, and no revenue.
with held as (
    select
        coalesce(l.survivor_id, a.account_id) as account_id,
        a.month_index,
        a.tier,
        a.tier_rank,
        cast(greatest(1, round(a.interval_months, 0)) as integer) as term_months,
        case when a.pays then 1 else 0 end as pays,
        sum(a.monthly_amount * f.rate) as amount
    from licences_in_force as a
    left join fx as f on f.month_index = a.month_index and f.currency = a.currency
    left join latest_lineage as l on l.account_id = a.account_id
    where a.pays or (a.kind = 'recurring' and a.status = 'paused')
    group by 1, 2, 3, 4, 5, 6
),

ordered as (
    select
        *,
        row_number() over (
            partition by account_id, month_index
            order by
                pays desc,
                tier_rank desc nulls last,
                amount desc nulls last,
                tier asc nulls last,
                term_months desc
        ) as place
    from held
)

select
    t.account_id,
    o.month_index,
    o.month_index - t.born_index as age,
    o.tier,
    o.tier_rank,
    o.term_months,
    coalesce(a.amount, 0) as amount
from tenures as t
inner join ordered as o
    on o.account_id = t.account_id and o.month_index >= t.first_index and o.month_index <= t.last_index and o.place = 1
left join survivor_months as a on a.account_id = o.account_id and a.month_index = o.month_index
where t.born_index is not null
