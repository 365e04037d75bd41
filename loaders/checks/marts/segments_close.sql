-- error: What entered and left a plan, and every movement within it, add up to what it ends with, to the minor unit.
-- touches: mrr
select
    account_id || ' ' || cast(month_index as varchar) as what,
    'differs by '
    || cast(
        start_amount + entered_amount + new_amount + reactivation_amount + resume_amount + expansion_amount
        - contraction_amount - pause_amount - churn_amount - left_amount + fx_amount - end_amount as varchar
    ) as detail
from segment_movements
where
    start_amount + entered_amount + new_amount + reactivation_amount + resume_amount + expansion_amount
    - contraction_amount - pause_amount - churn_amount - left_amount + fx_amount
    is distinct from end_amount
