-- warn: The subscription of a trial is not paid for before the trial starts.
-- touches: trial_conversion, trial_conversion_year, trial_conversion_open, trial_time
with paid as (
    select subscription_id, min(paid_at) as paid_at
    from payments
    where kind = 'charge' and amount > 0 and subscription_id is not null
    group by 1
)

select t.trial_id as what, 'starts ' || cast(t.started_at as varchar) || ', and was paid for on ' || cast(p.paid_at as varchar) as detail
from trials as t
inner join paid as p on p.subscription_id = t.subscription_id
where p.paid_at < t.started_at
