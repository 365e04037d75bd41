-- error: Start and movements add up to the end, for every account and month, to the minor unit.
-- touches: mrr, nrr_bridge, quick_ratio
select
    account_id || ' ' || cast(month_index as varchar) as what,
    'differs by '
    || cast(
        start_amount + new_amount + reactivation_amount + resume_amount + expansion_amount - contraction_amount
        - pause_amount - churn_amount + fx_amount - end_amount as varchar
    ) as detail
from movements
where
    start_amount + new_amount + reactivation_amount + resume_amount + expansion_amount - contraction_amount - pause_amount
    - churn_amount + fx_amount
    is distinct from end_amount
