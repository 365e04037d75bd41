-- One row per request for an upgrade: how it came in, when it was accepted and provisioned, and where it stands. It
-- begins when it was requested. Where an export notes no request at all, it begins when an offer was accepted of a kind
-- that gets provisioned. days runs to when it was provisioned or dropped, to the as-of date while it is open.
with steps as (
    select
        o.offer_id,
        o.account_id,
        lower(o.state) as state,
        o."at" as step_at,
        o.channel,
        sum(case when lower(o.state) = 'requested' then 1 else 0 end) over (
            partition by o.offer_id, o.account_id
            order by o."at" asc nulls last, case when lower(o.state) = 'requested' then 0 else 1 end asc
            rows between unbounded preceding and current row
        ) as request_no
    from offer_events as o
    cross join parameters as q
    where o."at" < q.as_of_end
),

noted as (
    select sum(case when state = 'requested' then 1 else 0 end) as requests from steps
),

provisioned as (
    select distinct offer_id from steps
    where state = 'provisioned'
),

starts as (
    select
        s.*,
        case
            when n.requests > 0 then s.state = 'requested'
            else s.state = 'accepted' and p.offer_id is not null
        end as is_start
    from steps as s
    cross join noted as n
    left join provisioned as p on p.offer_id = s.offer_id
),

requests as (
    select
        offer_id,
        account_id,
        request_no,
        coalesce(min(case when is_start then channel end), min(channel)) as channel,
        min(case when is_start then step_at end) as requested_at,
        min(case when state = 'accepted' then step_at end) as accepted_at,
        min(case when state = 'provisioned' then step_at end) as provisioned_at,
        min(
            case
                when state in ('declined', 'rejected', 'withdrawn', 'expired', 'canceled', 'cancelled') then step_at
            end
        ) as dropped_at,
        min(case when state = 'reverted' then step_at end) as reverted_at
    from starts
    group by 1, 2, 3
),

judged as (
    select
        r.*,
        case
            when r.provisioned_at >= r.requested_at then 'provisioned'
            when r.dropped_at >= r.requested_at then 'dropped'
            else 'open'
        end as outcome
    from requests as r
    where r.requested_at is not null
)

select
    m.month_index,
    j.account_id,
    j.offer_id,
    coalesce(j.channel, 'unknown') as channel,
    j.requested_at,
    j.accepted_at,
    j.provisioned_at,
    j.dropped_at,
    j.reverted_at,
    j.outcome,
    (
        extract(epoch from case j.outcome when 'provisioned' then j.provisioned_at when 'dropped' then j.dropped_at else q.as_of_end end)
        - extract(epoch from j.requested_at)
    ) / 86400 as days
from judged as j
cross join parameters as q
inner join months as m on j.requested_at >= m.starts_at and j.requested_at < m.ends_at
