-- One row per account and month with an upgrade: since when it holds the new tier or seats, by the first span of what it
-- holds at the month's end.
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
)

select
    e.month_index,
    e.account_id,
    e.plan,
    e.plan_rank,
    e.tier_after,
    e.rank_after,
    e.tier_up,
    e.seats_up,
    e.pressure,
    e.mrr_gain,
    e.seats_before,
    coalesce(d.tier_at, d.seats_at, d.some_seats_at) as upgraded_at
from parts as e
left join dated as d on d.month_index = e.month_index and d.account_id = e.account_id
