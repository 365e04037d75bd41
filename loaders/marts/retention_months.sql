-- One row per month and account that paid a month earlier: what it paid then, now, and the lesser of the two, all at the
-- exchange rate of then. plan is the one held then.
select
    month_index,
    account_id,
    tier_before as plan,
    start_amount,
    end_at_start_rate as end_amount,
    least(start_amount, end_at_start_rate) as kept_amount,
    case when end_at_start_rate = 0 then 1 else 0 end as is_lost
from account_pairs
where lag_months = 1 and start_amount > 0
