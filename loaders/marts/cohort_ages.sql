-- One row per cohort (accounts by the month of their first revenue, never moved to another) and age in months, the open
-- month's with is_closed 0: how many there are, still pay, and never stopped; and their revenue at the first month's
-- exchange rate. The sums of cohort_accounts.
select
    month_index,
    age,
    is_closed,
    count(*) as accounts,
    sum(is_active) as active,
    sum(is_unbroken) as never_left,
    sum(start_amount) as start_amount,
    sum(end_amount) as end_amount,
    sum(kept_amount) as kept_amount
from cohort_accounts
group by 1, 2, 3
