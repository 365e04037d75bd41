-- error: No account stands twice in a month.
-- touches: logo_churn, active_accounts, upgrade_rate
select account_id as what, 'stands ' || cast(count(*) as varchar) || ' times in month ' || cast(month_index as varchar) as detail
from movements
group by account_id, month_index
having count(*) > 1
