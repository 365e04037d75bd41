-- warn: A canceled licence has an end. One without counts as held until it has one.
-- touches: mrr, nrr, grr, logo_churn
select coalesce(subscription_id, account_id) as what, 'is canceled and has no end' as detail
from subscription_periods
where status = 'canceled' and ends_at is null
