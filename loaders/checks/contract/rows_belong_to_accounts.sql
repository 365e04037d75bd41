-- warn: An account that an export names is in the accounts export, or holds a licence or a trial. Rows of others join nothing.
-- touches: nps, csat, response_rate
with known as (
    select account_id from accounts
    union
    select account_id from subscription_periods
    union
    select account_id from trials
),

named as (
    select account_id, 'entitlements' as held_in, count(*) as row_count from entitlements group by 1
    union all
    select account_id, 'events', count(*) from events group by 1
    union all
    select account_id, 'exposures', count(*) from exposures group by 1
    union all
    select account_id, 'messages', count(*) from messages group by 1
    union all
    select account_id, 'offer_events', count(*) from offer_events group by 1
    union all
    select account_id, 'outcomes', count(*) from outcomes group by 1
    union all
    select account_id, 'payments', count(*) from payments group by 1
    union all
    select account_id, 'renewals', count(*) from renewals group by 1
    union all
    select account_id, 'responses', count(*) from responses group by 1
    union all
    select account_id, 'tickets', count(*) from tickets group by 1
    union all
    select account_id, 'usage', count(*) from usage group by 1
    union all
    select account_id, 'work_items', count(*) from work_items group by 1
)

select
    n.account_id as what,
    'is known to no export of accounts, licences or trials, and stands in ' || cast(sum(n.row_count) as varchar) || ' rows of '
    || min(n.held_in) || case when count(*) > 1 then ' and other tables' else '' end as detail
from named as n
left join known as k on k.account_id = n.account_id
where n.account_id is not null and k.account_id is null and (select count(*) from known) > 0
group by 1
