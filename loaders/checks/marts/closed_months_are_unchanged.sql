-- warn: A closed month still reads what was recorded when it closed. One that does not is in the restatement log.
-- touches: mrr, mrr_contracted, mrr_committed, mrr_trial, mrr_metered, arr, active_accounts, nrr, grr, nrr_compounded, nrr_bridge, logo_churn, quick_ratio
select
    month || ' ' || id as what,
    'recorded ' || cast(recorded as varchar) || ' on ' || recorded_on || ', now ' || coalesce(cast(now as varchar), 'nothing') as detail
from restatements
