-- One row per account and fortnight at whose start it paid or tried the product, had been sent something before and had not
-- unsubscribed: messages sent to it in the 14 and 30 days before, and whether it unsubscribed, muted or opened a ticket in
-- the fortnight. Fortnights end with the as-of date.
with firsts as (
    select account_id, min(sent_at) as first_at
    from sent_messages
    group by 1
),

signals as (
    select account_id, unsubscribed_at as happened_at, 'unsubscribe' as kind
    from sent_messages
    where unsubscribed_at is not null
    union all
    select coalesce(g.survivor_id, e.account_id) as account_id, e."at" as happened_at,
        case when e.event in ('mute', 'muted') then 'mute' else 'unsubscribe' end as kind
    from events as e
    left join latest_lineage as g on g.account_id = e.account_id
    where e.event in ('unsubscribe', 'unsubscribed', 'mute', 'muted')
    union all
    select coalesce(g.survivor_id, t.account_id) as account_id, t.opened_at as happened_at, 'ticket' as kind
    from tickets as t
    left join latest_lineage as g on g.account_id = t.account_id
),

stops as (
    select account_id, min(happened_at) as stopped_at
    from signals
    where kind = 'unsubscribe'
    group by 1
),

held as (
    select coalesce(g.survivor_id, l.account_id) as account_id, l.starts_at, l.ends_at, 1 as is_paying
    from licences as l
    left join latest_lineage as g on g.account_id = l.account_id
    where l.pays
    union all
    select
        coalesce(g.survivor_id, t.account_id) as account_id,
        t.started_at as starts_at,
        coalesce(t.ends_at, t.started_at + q.trial_window_days * interval '1' day) as ends_at,
        0 as is_paying
    from trials as t
    cross join parameters as q
    left join latest_lineage as g on g.account_id = t.account_id
),

periods as (
    select p.starts_at, p.ends_at, f.account_id, max(h.is_paying) as is_paying
    from fortnights as p
    inner join firsts as f on f.first_at < p.starts_at
    inner join held as h
        on h.account_id = f.account_id and h.starts_at <= p.starts_at and (h.ends_at is null or h.ends_at > p.starts_at)
    left join stops as s on s.account_id = f.account_id
    where s.stopped_at is null or s.stopped_at >= p.starts_at
    group by 1, 2, 3
),

sends as (
    select
        p.starts_at,
        p.account_id,
        count(case when m.sent_at >= p.starts_at - interval '14' day then 1 end) as sends_14,
        count(*) as sends_30
    from periods as p
    inner join sent_messages as m
        on m.account_id = p.account_id and m.sent_at < p.starts_at and m.sent_at >= p.starts_at - interval '30' day
    group by 1, 2
),

outcomes as (
    select
        p.starts_at,
        p.account_id,
        max(case when s.kind = 'unsubscribe' then 1 else 0 end) as unsubscribed,
        max(case when s.kind = 'mute' then 1 else 0 end) as muted,
        max(case when s.kind = 'ticket' then 1 else 0 end) as ticket
    from periods as p
    inner join signals as s
        on s.account_id = p.account_id and s.happened_at >= p.starts_at and s.happened_at < p.ends_at
    group by 1, 2
)

select
    p.starts_at,
    p.account_id,
    p.is_paying,
    coalesce(s.sends_14, 0) as sends_14,
    coalesce(s.sends_30, 0) as sends_30,
    coalesce(o.unsubscribed, 0) as unsubscribed,
    coalesce(o.muted, 0) as muted,
    coalesce(o.ticket, 0) as ticket
from periods as p
left join sends as s on s.starts_at = p.starts_at and s.account_id = p.account_id
left join outcomes as o on o.starts_at = p.starts_at and o.account_id = p.account_id
