-- One row per account and month with recurring revenue at its end, under the account that stands then. Money in minor
-- units of the reporting currency at the month's rate.
select
    month_index,
    account_id,
    tier_after as plan,
    end_amount as mrr
from account_pairs
where lag_months = 1 and end_amount > 0
