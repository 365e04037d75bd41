-- One row per account and month with an upgrade: since when it holds the new tier or seats, what it gained, and what became
-- of it by day 90 and 180: back where it came from at any moment until then, though it may have gone up again since; gone,
-- with no licence on that day and never back; or above; null where that day lies ahead. A tier upgrade is judged by the
-- tier, one of seats alone by the seats, at every start and end of a licence and on the day itself.
with horizons as (
    select 90 as days
    union all
    select 180 as days
),

looks as (
    select
        e.month_index,
        e.account_id,
        h.days,
        m.month_index as look_index,
        e.upgraded_at + h.days * interval '1' day as look_at
    from upgrade_days as e
    cross join horizons as h
    inner join months as m
        on
            e.upgraded_at + h.days * interval '1' day >= m.starts_at
            and e.upgraded_at + h.days * interval '1' day < m.ends_at
),

owners as (
    select
        e.*,
        m.month_index as look_index,
        m.starts_at as from_at,
        m.ends_at as to_at,
        coalesce(g.survivor_id, e.account_id) as owner_id
    from upgrade_days as e
    inner join months as m on m.month_index >= e.month_index and m.month_index <= e.month_index + 7
    left join account_lineage as g on g.month_index = m.month_index and g.account_id = e.account_id
),

points as (
    select o.month_index, o.account_id, o.look_index, s.starts_at as point_at
    from owners as o
    inner join owner_spans as s on s.month_index = o.look_index and s.owner_id = o.owner_id
    where s.starts_at >= o.from_at and s.starts_at < o.to_at and s.starts_at >= o.upgraded_at
    union
    select o.month_index, o.account_id, o.look_index, s.until_at as point_at
    from owners as o
    inner join owner_spans as s on s.month_index = o.look_index and s.owner_id = o.owner_id
    where s.until_at >= o.from_at and s.until_at < o.to_at and s.until_at > o.upgraded_at
    union
    select month_index, account_id, look_index, look_at as point_at
    from looks
),

seen as (
    select
        o.month_index,
        o.account_id,
        p.point_at,
        case
            when count(s.owner_id) = 0 then 'gone'
            when max(o.tier_up) = 1 and max(s.tier_rank) > max(o.plan_rank) then 'above'
            when max(o.tier_up) = 0 and sum(s.seats) > max(o.seats_before) then 'above'
            else 'back'
        end as state
    from points as p
    inner join owners as o
        on o.month_index = p.month_index and o.account_id = p.account_id and o.look_index = p.look_index
    left join owner_spans as s
        on
            s.month_index = p.look_index and s.owner_id = o.owner_id
            and s.starts_at <= p.point_at and s.until_at > p.point_at
    group by 1, 2, 3
),

fates as (
    select
        k.month_index,
        k.account_id,
        k.days,
        case
            when max(case when s.state = 'back' then s.point_at end) > min(case when s.state = 'above' then s.point_at end)
                then 'back'
            else max(case when s.point_at = k.look_at then s.state end)
        end as state
    from looks as k
    inner join seen as s on s.month_index = k.month_index and s.account_id = k.account_id and s.point_at <= k.look_at
    group by 1, 2, 3
)

select
    e.month_index, e.account_id, e.plan, e.plan_rank, e.tier_after, e.rank_after, e.tier_up, e.seats_up,
    e.pressure, e.mrr_gain, e.upgraded_at, a.state as next_90, b.state as next_180
from upgrade_days as e
left join fates as a on a.month_index = e.month_index and a.account_id = e.account_id and a.days = 90
left join fates as b on b.month_index = e.month_index and b.account_id = e.account_id and b.days = 180
