-- One row per account and month with a limited right: how much of the tightest limit was used, 1 is all of it. A right
-- of the account itself goes before one of its plan. A limit a month is set against the month's use, one a week against
-- the month's weekly mean, one a day or in total (such as projects held) against the highest of the month's days.
with held as (
    select distinct month_index, account_id, plan_id
    from licences_in_force
    where pays
),

rights as (
    select m.month_index, e.account_id, e.feature, e.limit_quantity, e.limit_period, 1 as is_own
    from entitlements as e
    inner join months as m
        on
            (e.starts_at is null or e.starts_at < m.ends_at)
            and (e.ends_at is null or e.ends_at >= m.ends_at)
    where e.account_id is not null
    union all
    select h.month_index, h.account_id, e.feature, e.limit_quantity, e.limit_period, 0 as is_own
    from held as h
    inner join entitlements as e on e.plan_id = h.plan_id and e.account_id is null
),

widest as (
    select
        month_index,
        account_id,
        feature,
        limit_quantity,
        limit_period,
        row_number() over (
            partition by month_index, account_id, feature
            order by is_own desc, case when limit_quantity is null then 1 else 0 end desc, limit_quantity desc nulls last
        ) as place
    from rights
)

select
    w.month_index,
    w.account_id,
    max(case coalesce(w.limit_period, 'month')
        when 'month' then u.quantity
        when 'week' then u.quantity * 7 / u.days_in_month
        else u.busiest_day
    end / w.limit_quantity) as pressure
from widest as w
inner join usage_months as u
    on u.month_index = w.month_index and u.account_id = w.account_id and u.feature = w.feature
where w.place = 1 and w.limit_quantity > 0
group by 1, 2
