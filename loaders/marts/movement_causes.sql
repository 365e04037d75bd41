-- One row per account, month and cause of its expansion or contraction: tier, seats, addon, price, discount or interval. The
-- causes of an account add up to its movement exactly, in minor units of the reporting currency; what rounding leaves goes
-- to the largest. A cause may run against the movement it is part of. Usage is no cause, since metered items are not in MRR.
with causes as (
    select 'tier' as cause, 1 as place
    union all
    select 'seats' as cause, 2 as place
    union all
    select 'addon' as cause, 3 as place
    union all
    select 'price' as cause, 4 as place
    union all
    select 'discount' as cause, 5 as place
    union all
    select 'interval' as cause, 6 as place
),

sums as (
    select
        month_index,
        account_id,
        sum(tier_part) as tier_part,
        sum(seats_part) as seats_part,
        sum(addon_part) as addon_part,
        sum(price_part) as price_part,
        sum(discount_part) as discount_part,
        sum(interval_part) as interval_part
    from line_causes
    group by 1, 2
),

amounts as (
    select
        p.month_index,
        p.account_id,
        c.cause,
        c.place,
        p.end_amount - p.start_revalued as change,
        coalesce(round(round(case c.cause
            when 'tier' then s.tier_part
            when 'seats' then s.seats_part
            when 'addon' then s.addon_part
            when 'price' then s.price_part
            when 'discount' then s.discount_part
            else s.interval_part
        end, 6), 0), 0) as amount
    from account_pairs as p
    cross join causes as c
    left join sums as s on s.month_index = p.month_index and s.account_id = p.account_id
    where p.lag_months = 1 and p.start_revalued > 0 and p.end_amount > 0 and p.end_amount <> p.start_revalued
),

ranked as (
    select
        *,
        sum(amount) over (partition by month_index, account_id) as counted,
        row_number() over (
            partition by month_index, account_id
            order by abs(amount) desc nulls last, case when cause = 'price' then 0 else place end asc nulls last
        ) as size_place
    from amounts
),

settled as (
    select
        month_index,
        account_id,
        cause,
        case when change > 0 then 'expansion' else 'contraction' end as class,
        cast(amount + case when size_place = 1 then change - counted else 0 end as bigint) as amount
    from ranked
)

select * from settled
where amount <> 0
