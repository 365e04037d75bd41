-- warn: No use is dated before its subscription starts.
-- touches: upgrade_hazard
with starts as (
    select subscription_id, min(starts_at) as starts_at
    from subscription_periods
    where subscription_id is not null
    group by 1
)

select u.subscription_id as what, 'used on ' || cast(u.day as varchar) || ', starts ' || cast(s.starts_at as varchar) as detail
from usage as u
inner join starts as s on s.subscription_id = u.subscription_id
where u.day < cast(s.starts_at as date)
