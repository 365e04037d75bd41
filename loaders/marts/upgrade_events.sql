-- One row per account and month with an upgrade: since when it holds the new tier or seats, what it gained, and whether
-- it was still above where it came from 90 and 180 days later, back there, or gone; null where that day lies ahead. A
-- tier upgrade is judged by the tier, one of seats alone by the seats.
with parts as (
    select
        u.*,
        p.seats_before,
        p.seats_after,
        m.starts_at as month_start,
        m.ends_at as month_end
    from upgrade_months as u
    inner join account_pairs as p
        on p.lag_months = 1 and p.month_index = u.month_index and p.account_id = u.account_id
    inner join months as m on m.month_index = u.month_index
    where u.upgraded = 1
),

dated as (
    select
        e.month_index,
        e.account_id,
        min(case when e.tier_up = 1 and s.tier_rank = e.rank_after then s.starts_at end) as tier_at,
        min(case when e.tier_up = 0 and s.seats = e.seats_after then s.starts_at end) as seats_at,
        min(case when e.tier_up = 0 and s.seats is not null then s.starts_at end) as some_seats_at
    from parts as e
    inner join owner_spans as s
        on
            s.month_index = e.month_index and s.owner_id = e.account_id
            and s.starts_at >= e.month_start and s.starts_at < e.month_end
    group by 1, 2
),

events as (
    select e.*, coalesce(d.tier_at, d.seats_at, d.some_seats_at) as upgraded_at
    from parts as e
    left join dated as d on d.month_index = e.month_index and d.account_id = e.account_id
),

horizons as (
    select 90 as days
    union all
    select 180 as days
),

looks as (
    select
        e.*,
        h.days,
        m.month_index as look_index,
        e.upgraded_at + h.days * interval '1' day as look_at,
        coalesce(g.survivor_id, e.account_id) as owner_id
    from events as e
    cross join horizons as h
    inner join months as m
        on
            e.upgraded_at + h.days * interval '1' day >= m.starts_at
            and e.upgraded_at + h.days * interval '1' day < m.ends_at
    left join account_lineage as g on g.month_index = m.month_index and g.account_id = e.account_id
),

seen as (
    select
        k.month_index,
        k.account_id,
        k.days,
        case
            when count(s.owner_id) = 0 then 'gone'
            when max(k.tier_up) = 1 and max(s.tier_rank) > max(k.plan_rank) then 'above'
            when max(k.tier_up) = 0 and sum(s.seats) > max(k.seats_before) then 'above'
            else 'back'
        end as state
    from looks as k
    left join owner_spans as s
        on
            s.month_index = k.look_index and s.owner_id = k.owner_id
            and s.starts_at <= k.look_at and s.until_at > k.look_at
    group by 1, 2, 3
)

select
    e.month_index, e.account_id, e.plan, e.plan_rank, e.tier_after, e.rank_after, e.tier_up, e.seats_up,
    e.pressure, e.mrr_gain, e.upgraded_at, a.state as next_90, b.state as next_180
from events as e
left join seen as a on a.month_index = e.month_index and a.account_id = e.account_id and a.days = 90
left join seen as b on b.month_index = e.month_index and b.account_id = e.account_id and b.days = 180
