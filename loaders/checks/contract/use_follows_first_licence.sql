-- warn: No use is dated before the account's first licence or trial.
-- touches: upgrade_hazard
with starts as (
    select account_id, min(starts_at) as starts_at
    from (
        select account_id, starts_at from subscription_periods
        union all
        select account_id, started_at from trials
    ) as s
    group by 1
)

select u.account_id as what, 'used on ' || cast(u.day as varchar) || ', first licence or trial on ' || cast(s.starts_at as varchar) as detail
from usage as u
inner join starts as s on s.account_id = u.account_id
where u.day < cast(s.starts_at as date)
