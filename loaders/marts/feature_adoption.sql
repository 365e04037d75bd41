-- One row per tier upgrade and feature that it newly gave a right to: when the account first used it from that day on,
-- and whether it did by day 30, 60 and 90; null where that day lies ahead. A feature is new where a plan of the new tier
-- includes it, and no tier that the account held before and no right of its own did. place counts the features of one
-- upgrade; any_30, any_60 and any_90 say whether it had used one of them by then.
with included as (
    select
        coalesce(p.family, p.name, p.plan_id) as tier,
        e.feature,
        min(coalesce(e.starts_at, timestamp '1970-01-01')) as since,
        max(coalesce(e.ends_at, timestamp '9999-01-01')) as until
    from entitlements as e
    inner join plans as p on p.plan_id = e.plan_id
    where e.account_id is null and (e.limit_quantity is null or e.limit_quantity > 0)
    group by 1, 2
),

held as (
    select u.month_index, u.account_id, u.plan as tier
    from upgrade_events as u
    union
    select u.month_index, u.account_id, l.tier
    from upgrade_events as u
    inner join licences as l on l.account_id = u.account_id and l.pays and l.starts_at < u.upgraded_at
),

known as (
    select distinct h.month_index, h.account_id, n.feature
    from held as h
    inner join included as n on n.tier = h.tier
),

fresh as (
    select distinct
        u.month_index,
        u.account_id,
        u.plan,
        u.tier_after,
        cast(u.upgraded_at as date) as upgraded_on,
        n.feature
    from upgrade_events as u
    inner join included as n on n.tier = u.tier_after and n.since <= u.upgraded_at and n.until > u.upgraded_at
    left join known as k on k.month_index = u.month_index and k.account_id = u.account_id and k.feature = n.feature
    left join entitlements as e
        on
            e.account_id = u.account_id and e.feature = n.feature
            and (e.starts_at is null or e.starts_at < u.upgraded_at)
            and (e.limit_quantity is null or e.limit_quantity > 0)
    where u.tier_up = 1 and k.feature is null and e.feature is null
),

used as (
    select f.month_index, f.account_id, f.feature, min(d.day) as used_on
    from fresh as f
    inner join usage as d
        on d.account_id = f.account_id and d.feature = f.feature and d.day >= f.upgraded_on
    cross join parameters as q
    where coalesce(d.quantity, 1) > 0 and d.day <= q.as_of
    group by 1, 2, 3
),

spread as (
    select
        f.*,
        u.used_on,
        min(u.used_on) over (partition by f.month_index, f.account_id) as any_on,
        row_number() over (partition by f.month_index, f.account_id order by f.feature asc nulls last) as place,
        q.as_of
    from fresh as f
    cross join parameters as q
    left join used as u on u.month_index = f.month_index and u.account_id = f.account_id and u.feature = f.feature
)

select
    month_index,
    account_id,
    plan,
    tier_after,
    feature,
    upgraded_on,
    used_on,
    place,
    case when upgraded_on + 30 <= as_of then case when used_on <= upgraded_on + 30 then 1 else 0 end end as used_30,
    case when upgraded_on + 60 <= as_of then case when used_on <= upgraded_on + 60 then 1 else 0 end end as used_60,
    case when upgraded_on + 90 <= as_of then case when used_on <= upgraded_on + 90 then 1 else 0 end end as used_90,
    case when upgraded_on + 30 <= as_of then case when any_on <= upgraded_on + 30 then 1 else 0 end end as any_30,
    case when upgraded_on + 60 <= as_of then case when any_on <= upgraded_on + 60 then 1 else 0 end end as any_60,
    case when upgraded_on + 90 <= as_of then case when any_on <= upgraded_on + 90 then 1 else 0 end end as any_90
from spread
