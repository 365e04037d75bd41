-- warn: What follows is not dated before what it follows: a reply before its ticket, a click before its message, an answer before its
-- invitation, work done before it was opened.
-- touches: response_rate
with steps as (
    select 'ticket ' || ticket_id as what, 'first reply' as step, opened_at as earlier_at, first_reply_at as later_at from tickets
    union all
    select 'ticket ' || ticket_id, 'solution', opened_at, solved_at from tickets
    union all
    select 'message ' || message_id, 'delivery', sent_at, delivered_at from messages
    union all
    select 'message ' || message_id, 'opening', sent_at, opened_at from messages
    union all
    select 'message ' || message_id, 'click', sent_at, clicked_at from messages
    union all
    select 'message ' || message_id, 'unsubscription', sent_at, unsubscribed_at from messages
    union all
    select 'response ' || coalesce(response_id, account_id, survey), 'answer', invited_at, answered_at from responses
    union all
    select 'work item ' || item_id, 'end', opened_at, done_at from work_items
    union all
    select 'right to ' || feature, 'end', starts_at, ends_at from entitlements
)

select what, 'has its ' || step || ' at ' || cast(later_at as varchar) || ', before ' || cast(earlier_at as varchar) as detail
from steps
where later_at < earlier_at
