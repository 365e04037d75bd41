-- warn: Use, payments, events and messages have rows in every month from their first to their last.
-- touches: none
with found as (
    select distinct 'usage' as name, cast(date_trunc('month', day) as date) as month from usage
    union all
    select distinct 'payments' as name, cast(date_trunc('month', paid_at) as date) as month from payments
    union all
    select distinct 'events' as name, cast(date_trunc('month', "at") as date) as month from events
    union all
    select distinct 'messages' as name, cast(date_trunc('month', sent_at) as date) as month from messages
),

bounds as (
    select name, min(month) as first_month, max(month) as last_month from found group by 1
)

select b.name as what, 'has no row in ' || m.label as detail
from bounds as b
inner join months as m on m.month > b.first_month and m.month < b.last_month
left join found as f on f.name = b.name and f.month = m.month
where f.name is null
