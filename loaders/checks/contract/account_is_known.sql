-- warn: Every licence belongs to an account in the accounts export. Others count in totals and are "unknown" in filters.
-- touches: none
select p.account_id as what, 'has licences and no row in the accounts export' as detail
from (select distinct account_id from subscription_periods) as p
left join accounts as a on a.account_id = p.account_id
where a.account_id is null and (select count(*) from accounts) > 0
