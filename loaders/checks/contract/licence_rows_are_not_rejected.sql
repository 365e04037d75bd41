-- warn: No row of licences, plans or exchange rates is rejected, so that no revenue is missing.
-- touches: mrr, arr, arpa, nrr, grr, nrr_compounded, nrr_bridge, logo_churn, quick_ratio, ltv, active_accounts, active_subscriptions, paid_subscriptions, ltv_realised, ltv_sbg, renewal_rate, upgrade_reversal_90, feature_adoption_30
select path || coalesce(':' || cast(line as varchar), '') as what, coalesce("column" || ' ', '') || reason as detail
from rejects
where "table" in ('subscription_periods', 'plans', 'fx_rates') and reason <> 'repeats an earlier row'
