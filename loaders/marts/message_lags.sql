-- One row per trigger of a stage since its messages began whose message_lag_days are over: the first message of the stage after
-- it and before the next trigger, and after how many hours; null where none came.
with began as (
    select stage, min(sent_at) as first_at
    from sent_messages
    group by 1
),

answered as (
    select t.stage, t.account_id, t.triggered_at, min(m.sent_at) as sent_at
    from message_triggers as t
    cross join message_parameters as q
    inner join began as b on b.stage = t.stage and t.triggered_at >= date_trunc('day', b.first_at)
    left join sent_messages as m
        on
            m.stage = t.stage and m.account_id = t.account_id and m.sent_at >= t.triggered_at
            and m.sent_at < t.triggered_at + q.message_lag_days * interval '1' day
            and (t.next_at is null or m.sent_at < t.next_at)
    where t.triggered_at + q.message_lag_days * interval '1' day <= q.as_of_end
    group by 1, 2, 3
)

select
    stage,
    account_id,
    triggered_at,
    sent_at,
    (extract(epoch from sent_at) - extract(epoch from triggered_at)) / 3600 as hours
from answered
