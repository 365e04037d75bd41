-- warn: No licence has a negative price. One that does counts as 0.
-- touches: mrr, arr, arpa, nrr, grr
select coalesce(subscription_id, account_id) as what, 'is priced ' || cast(amount as varchar) || ' minor units' as detail
from subscription_periods
where amount < 0
