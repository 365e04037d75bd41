-- warn: No use is dated after its subscription has ended.
-- touches: upgrade_hazard
with spans as (
    select subscription_id, max(coalesce(ends_at, timestamp '9999-01-01 00:00:00')) as ends_at
    from subscription_periods
    where subscription_id is not null
    group by 1
)

select u.subscription_id as what, 'used on ' || cast(u.day as varchar) || ', ended ' || cast(s.ends_at as varchar) as detail
from usage as u
inner join spans as s on s.subscription_id = u.subscription_id
where u.day > cast(s.ends_at as date)
