-- warn: Nothing that has happened is dated after today.
-- touches: none
select 'payments' as what, cast(count(*) as varchar) || ' rows, to ' || cast(max(paid_at) as varchar) as detail
from payments
where cast(paid_at as date) > current_date
having count(*) > 0
union all
select 'trials' as what, cast(count(*) as varchar) || ' rows, to ' || cast(max(started_at) as varchar) as detail
from trials
where cast(started_at as date) > current_date
having count(*) > 0
union all
select 'usage' as what, cast(count(*) as varchar) || ' rows, to ' || cast(max(day) as varchar) as detail
from usage
where day > current_date
having count(*) > 0
union all
select 'events' as what, cast(count(*) as varchar) || ' rows, to ' || cast(max("at") as varchar) as detail
from events
where cast("at" as date) > current_date
having count(*) > 0
union all
select 'messages' as what, cast(count(*) as varchar) || ' rows, to ' || cast(max(sent_at) as varchar) as detail
from messages
where cast(sent_at as date) > current_date
having count(*) > 0
union all
select 'exposures' as what, cast(count(*) as varchar) || ' rows, to ' || cast(max(exposed_at) as varchar) as detail
from exposures
where cast(exposed_at as date) > current_date
having count(*) > 0
union all
select 'responses' as what, cast(count(*) as varchar) || ' rows, to ' || cast(max(answered_at) as varchar) as detail
from responses
where cast(answered_at as date) > current_date
having count(*) > 0
union all
select 'tickets' as what, cast(count(*) as varchar) || ' rows, to ' || cast(max(opened_at) as varchar) as detail
from tickets
where cast(opened_at as date) > current_date
having count(*) > 0
