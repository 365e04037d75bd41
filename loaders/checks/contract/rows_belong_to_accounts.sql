-- warn: Use, trials, payments, tickets and answers belong to an account that has a row in the accounts export or a licence.
-- touches: nps, csat, response_rate
with known as (
    select account_id from accounts
    union
    select account_id from subscription_periods
),

held as (
    select 'usage' as name, account_id, count(*) as n from usage group by 1, 2
    union all
    select 'trials' as name, account_id, count(*) as n from trials group by 1, 2
    union all
    select 'payments' as name, account_id, count(*) as n from payments group by 1, 2
    union all
    select 'tickets' as name, account_id, count(*) as n from tickets group by 1, 2
    union all
    select 'responses' as name, account_id, count(*) as n from responses group by 1, 2
)

select h.name || ' of ' || h.account_id as what, cast(h.n as varchar) || ' rows, and no such account' as detail
from held as h
left join known as k on k.account_id = h.account_id
where h.account_id is not null and k.account_id is null
