-- error: Billed revenue is what the movements end with, contracted at least as much and committed at most.
-- touches: mrr, mrr_contracted, mrr_committed
select
    coalesce(r.account_id, m.account_id) || ' ' || cast(coalesce(r.month_index, m.month_index) as varchar) as what,
    'billed ' || coalesce(cast(r.billed as varchar), 'nothing') || ', ends with ' || coalesce(cast(m.mrr as varchar), 'nothing') as detail
from revenue_months as r
full join account_months as m on m.month_index = r.month_index and m.account_id = r.account_id
where coalesce(r.billed, 0) <> coalesce(m.mrr, 0) or r.contracted < r.billed or r.committed > r.billed
