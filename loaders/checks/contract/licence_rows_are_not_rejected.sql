-- warn: No row of licences, plans or exchange rates is rejected, so that no revenue is missing.
-- touches: mrr, arr, arpa, nrr, grr, nrr_compounded, nrr_bridge, logo_churn, quick_ratio, ltv, active_accounts
select path || coalesce(':' || cast(line as varchar), '') as what, coalesce("column" || ' ', '') || reason as detail
from rejects
where "table" in ('subscription_periods', 'plans', 'fx_rates') and reason <> 'repeats an earlier row'
