-- One row per paying licence in force at the end of a month, and whether it is scheduled to end.
select
    month_index,
    account_id,
    subscription_id,
    tier,
    tier_rank,
    seats,
    currency,
    interval_months,
    monthly_price,
    monthly_amount,
    case when cancel_requested_at < month_end and ends_at is not null then 1 else 0 end as is_leaving
from licences_in_force
where pays
