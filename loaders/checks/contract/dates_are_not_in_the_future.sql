-- warn: Nothing that has happened is dated after the as-of date. A row that is does not count yet.
-- touches: none
with dated as (
    select 'accounts' as name, created_at as dated_at from accounts
    union all
    select 'payments', paid_at from payments
    union all
    select 'trials', started_at from trials
    union all
    select 'usage', cast("day" as timestamp) from usage
    union all
    select 'events', "at" from events
    union all
    select 'messages', sent_at from messages
    union all
    select 'exposures', exposed_at from exposures
    union all
    select 'responses', answered_at from responses
    union all
    select 'tickets', opened_at from tickets
    union all
    select 'offer_events', "at" from offer_events
    union all
    select 'work_items', opened_at from work_items
    union all
    select 'outcomes', cast(measured_on as timestamp) from outcomes
)

select d.name as what, 'is dated ' || cast(d.dated_at as varchar) || ', after ' || cast(q.as_of as varchar) as detail
from dated as d
cross join parameters as q
-- A day has no hour, and is compared as the day it is.
where
    case when d.name in ('usage', 'outcomes') then cast(d.dated_at as date) > q.as_of else d.dated_at >= q.as_of_end end
