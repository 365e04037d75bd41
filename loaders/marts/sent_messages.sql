-- One row per message sent by the as-of date, under the account that stands today: which week it went out, and what had come
-- of it by then. What was opened was delivered and what was clicked was opened, also where a mail program hid it.
with seen as (
    select
        m.message_id,
        coalesce(g.survivor_id, m.account_id) as account_id,
        coalesce(m.stage, 'unknown') as stage,
        coalesce(m.template_id, 'unknown') as template_id,
        coalesce(m.channel, 'unknown') as channel,
        m.sent_at,
        case when m.clicked_at < q.as_of_end then m.clicked_at end as clicked_at,
        case when coalesce(m.opened_at, m.clicked_at) < q.as_of_end then coalesce(m.opened_at, m.clicked_at) end as opened_at,
        case
            when coalesce(m.delivered_at, m.opened_at, m.clicked_at) < q.as_of_end
                then coalesce(m.delivered_at, m.opened_at, m.clicked_at)
        end as delivered_at,
        case when m.unsubscribed_at < q.as_of_end then m.unsubscribed_at end as unsubscribed_at
    from messages as m
    cross join parameters as q
    left join latest_lineage as g on g.account_id = m.account_id
    where m.sent_at < q.as_of_end and m.account_id is not null
)

select
    message_id,
    account_id,
    stage,
    template_id,
    channel,
    sent_at,
    delivered_at,
    opened_at,
    clicked_at,
    unsubscribed_at,
    cast(date_trunc('week', sent_at) as date) as week,
    case when delivered_at is not null then 1 else 0 end as is_delivered,
    case when opened_at is not null then 1 else 0 end as is_opened,
    case when clicked_at is not null then 1 else 0 end as is_clicked,
    case when unsubscribed_at is not null then 1 else 0 end as is_unsubscribed
from seen
