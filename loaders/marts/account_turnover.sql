-- One row per month and account of movements: how many customers it was at the start (one on pause is one still), whether
-- a term of it ended in the month, whether it left and why, and what was won and lost with it, in minor units. plan is the one held at
-- the month's start, or at its end for those who come.
select
    v.month_index,
    v.account_id,
    v.plan,
    case when v.start_amount + v.fx_amount > 0 or v.class in ('resume', 'paused', 'lapse') then 1 else 0 end
    + v.merged_accounts as accounts,
    case when v.class in ('churn', 'lapse') then 1 else 0 end as is_lost,
    case when r.account_id is not null then 1 else 0 end as is_due,
    case when r.account_id is not null and v.class = 'churn' then 1 else 0 end as is_due_lost,
    case when l.cause = 'voluntary' then 1 else 0 end as is_voluntary,
    case when l.cause = 'involuntary' then 1 else 0 end as is_involuntary,
    v.new_amount + v.expansion_amount as won_amount,
    v.contraction_amount + v.churn_amount as lost_amount
from movements as v
left join renewals_due as r on r.month_index = v.month_index and r.account_id = v.account_id
left join lost_accounts as l on l.month_index = v.month_index and l.account_id = v.account_id
