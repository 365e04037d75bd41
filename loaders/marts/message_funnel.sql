-- One row per stage and account that was sent an e-mail there: from its first one on and within message_window_days, whether any
-- was delivered, opened and clicked, and whether a trial began, one was paid for, or a higher tier or more seats were held.
with firsts as (
    select stage, account_id, min(sent_at) as sent_at
    from sent_messages
    where channel = 'email'
    group by 1, 2
),

spans as (
    select
        f.stage,
        f.account_id,
        f.sent_at,
        f.sent_at + q.message_window_days * interval '1' day as until_at,
        case when f.sent_at + q.message_window_days * interval '1' day <= q.as_of_end then 1 else 0 end as is_over
    from firsts as f
    cross join message_parameters as q
),

read_mails as (
    select
        s.stage,
        s.account_id,
        max(case when m.delivered_at < s.until_at then 1 else 0 end) as is_delivered,
        max(case when m.opened_at < s.until_at then 1 else 0 end) as is_opened,
        max(case when m.clicked_at < s.until_at then 1 else 0 end) as is_clicked
    from spans as s
    inner join sent_messages as m
        on
            m.stage = s.stage and m.account_id = s.account_id and m.channel = 'email'
            and m.sent_at >= s.sent_at and m.sent_at < s.until_at
    group by 1, 2
),

trying as (
    select
        s.stage,
        s.account_id,
        max(case when t.started_at > s.sent_at and t.started_at < s.until_at then 1 else 0 end) as is_trying,
        max(case when t.converted_at > s.sent_at and t.converted_at < s.until_at then 1 else 0 end) as is_paid
    from spans as s
    inner join trial_outcomes as t on t.account_id = s.account_id
    group by 1, 2
),

rising as (
    select distinct s.stage, s.account_id
    from spans as s
    inner join upgrade_events as e
        on e.account_id = s.account_id and e.upgraded_at > s.sent_at and e.upgraded_at < s.until_at
)

select
    s.stage,
    s.account_id,
    s.sent_at,
    s.is_over,
    r.is_delivered,
    r.is_opened,
    r.is_clicked,
    coalesce(t.is_trying, 0) as is_trying,
    coalesce(t.is_paid, 0) as is_paid,
    case when u.account_id is not null then 1 else 0 end as is_upgraded
from spans as s
inner join read_mails as r on r.stage = s.stage and r.account_id = s.account_id
left join trying as t on t.stage = s.stage and t.account_id = s.account_id
left join rising as u on u.stage = s.stage and u.account_id = s.account_id
