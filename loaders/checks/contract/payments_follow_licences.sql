-- warn: No payment is dated more than a month before the account's first licence or trial.
-- touches: none
with starts as (
    select account_id, min(starts_at) as starts_at
    from (
        select account_id, starts_at from subscription_periods
        union all
        select account_id, started_at as starts_at from trials
    ) as both_kinds
    group by 1
)

select p.account_id as what, 'paid on ' || cast(p.paid_at as varchar) || ', first licence ' || cast(s.starts_at as varchar) as detail
from payments as p
inner join starts as s on s.account_id = p.account_id
where p.paid_at < s.starts_at - interval '31' day
