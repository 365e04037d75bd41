-- One row per month and account that paid a window (12 months) earlier: what it paid then, now, and the lesser of the
-- two, all at the exchange rate of then. plan is the one held then.
select
    p.month_index,
    p.account_id,
    p.tier_before as plan,
    p.rank_before as plan_rank,
    p.start_amount,
    p.end_at_start_rate as end_amount,
    least(p.start_amount, p.end_at_start_rate) as kept_amount,
    case when p.end_at_start_rate = 0 then 1 else 0 end as is_lost
from account_pairs as p
cross join parameters as q
where p.lag_months = q.window_months and p.start_amount > 0
