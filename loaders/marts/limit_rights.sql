-- One row per account, month and feature with a right to it: the widest limit. A right of the account itself goes before one
-- of its plan; no limit goes before any.
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

ranked as (
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

select month_index, account_id, feature, limit_quantity, limit_period
from ranked
where place = 1
