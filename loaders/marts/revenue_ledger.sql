-- One row per row of revenue_months or usage_changes: revenue as contracted, billed and committed, on trial and metered,
-- and by how much metered items rose and fell in the month. Money in minor units of the reporting currency.
select
    coalesce(r.month_index, u.month_index) as month_index,
    coalesce(r.account_id, u.account_id) as account_id,
    coalesce(r.plan, u.plan) as plan,
    coalesce(r.contracted, 0) as contracted,
    coalesce(r.billed, 0) as billed,
    coalesce(r.committed, 0) as committed,
    coalesce(r.trial, 0) as trial,
    coalesce(r.metered, 0) as metered,
    coalesce(u.usage_rise, 0) as usage_rise,
    coalesce(u.usage_fall, 0) as usage_fall
from revenue_months as r
full outer join usage_changes as u on u.month_index = r.month_index and u.account_id = r.account_id
