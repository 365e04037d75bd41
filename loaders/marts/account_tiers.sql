-- One row per account as billed and month: its plan (the highest ranked; by revenue among equals and unranked), seats
-- on plans, and whether every licence is scheduled to end.
with tiers as (
    select
        l.month_index,
        l.account_id,
        l.tier,
        l.tier_rank,
        sum(l.monthly_amount * f.rate) as amount,
        sum(l.seats) as seats,
        min(l.is_leaving) as is_leaving
    from licence_months as l
    inner join fx as f on f.month_index = l.month_index and f.currency = l.currency
    group by 1, 2, 3, 4
),

ordered as (
    select
        *,
        row_number() over (
            partition by month_index, account_id
            order by tier_rank desc nulls last, amount desc nulls last, tier asc nulls last
        ) as place,
        sum(seats) over (partition by month_index, account_id) as all_seats,
        min(is_leaving) over (partition by month_index, account_id) as all_leaving,
        sum(amount) over (partition by month_index, account_id) as all_amount
    from tiers
)

select
    month_index,
    account_id,
    tier,
    tier_rank,
    cast(all_seats as bigint) as seats,
    all_leaving as is_leaving,
    all_amount as amount
from ordered
where place = 1
