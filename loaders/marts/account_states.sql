-- One row per distance, month, end (before or after) and account: plan and seats there, under the account that stands
-- at the later end. Where a take-over joins two accounts, the higher plan is kept and seats are added.
with distances as (
    select 1 as lag_months
    union
    select window_months from parameters
),

ends as (
    select d.lag_months, t.month_index, 0 as is_before, t.account_id, t.tier, t.tier_rank, t.seats, t.is_leaving, t.amount
    from account_tiers as t
    cross join distances as d
    union all
    select
        d.lag_months, m.month_index, 1 as is_before, t.account_id, t.tier, t.tier_rank, t.seats, t.is_leaving, t.amount
    from account_tiers as t
    cross join distances as d
    inner join months as m on m.month_index = t.month_index + d.lag_months
),

named as (
    select
        e.lag_months,
        e.month_index,
        e.is_before,
        coalesce(l.survivor_id, e.account_id) as account_id,
        e.tier,
        e.tier_rank,
        e.seats,
        e.is_leaving,
        e.amount
    from ends as e
    left join account_lineage as l on l.month_index = e.month_index and l.account_id = e.account_id
),

ordered as (
    select
        lag_months,
        month_index,
        is_before,
        account_id,
        tier,
        tier_rank,
        cast(sum(seats) over (partition by lag_months, month_index, is_before, account_id) as bigint) as seats,
        min(is_leaving) over (partition by lag_months, month_index, is_before, account_id) as is_leaving,
        row_number() over (
            partition by lag_months, month_index, is_before, account_id
            order by tier_rank desc nulls last, amount desc nulls last, tier asc nulls last
        ) as place
    from named
)

select lag_months, month_index, is_before, account_id, tier, tier_rank, seats, is_leaving
from ordered
where place = 1
