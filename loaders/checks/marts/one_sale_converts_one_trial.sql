-- error: No more trials are converted than there are sales.
-- touches: trial_conversion, trial_conversion_open, trial_time
with won as (
    select account_id, count(*) as trials_converted
    from trial_outcomes
    where outcome = 'converted'
    group by 1
),

sold as (
    select account_id, count(distinct coalesce(subscription_id, '')) as sales
    from (
        select account_id, subscription_id from payments where kind = 'charge' and amount > 0
        union all
        select account_id, subscription_id from licences where pays and (select count(*) from payments) = 0
    ) as s
    group by 1
)

select w.account_id as what, cast(w.trials_converted as varchar) || ' trials converted' as detail
from won as w
left join sold as s on s.account_id = w.account_id
where w.trials_converted > coalesce(s.sales, 0)
