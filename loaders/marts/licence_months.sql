-- One row per paying licence in force at the end of a month, and whether it is scheduled to end.
select
    month_index,
    account_id,
    subscription_id,
    tier,
    tier_rank,
    line_seats,
    seats,
    currency,
    interval_months,
    monthly_price,
    monthly_amount,
    is_leaving
from licences_in_force
where pays
