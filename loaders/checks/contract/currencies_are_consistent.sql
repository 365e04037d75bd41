-- warn: A subscription is billed in one currency.
-- touches: mrr, nrr, grr
select subscription_id as what, 'is billed in ' || min(currency) || ' and ' || max(currency) as detail
from subscription_periods
where subscription_id is not null
group by 1
having count(distinct currency) > 1
