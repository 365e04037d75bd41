-- One row per subscription and unbroken stretch on one plan and interval: when the term it is on began. Another plan or
-- interval starts a term at its own start; other seats, price or discount do not. A plan taken up beside one that is kept
-- shares its term, and one that ends where the old term would have, but its own would not, has kept the old one.
-- A licence of the first month of the exports may have begun before: nobody saw its term start (is_seen).
with spans as (
    select
        l.account_id,
        l.subscription_id,
        coalesce(l.plan_id, l.tier) as plan_key,
        l.interval_months,
        l.starts_at,
        q.join_gap_days * interval '1' day as joined,
        coalesce(l.stands_until, timestamp '9999-01-01 00:00:00') as ends_at,
        max(coalesce(l.stands_until, timestamp '9999-01-01 00:00:00')) over (
            partition by l.account_id, l.subscription_id, coalesce(l.plan_id, l.tier), l.interval_months
            order by l.starts_at asc nulls last rows between unbounded preceding and 1 preceding
        ) as ended_before
    from licence_spans as l
    cross join parameters as q
    where l.kind = 'recurring'
),

numbered as (
    select
        *,
        sum(case when starts_at <= ended_before + joined then 0 else 1 end) over (
            partition by account_id, subscription_id, plan_key, interval_months
            order by starts_at asc nulls last
        ) as stretch
    from spans
),

stretches as (
    select
        account_id,
        subscription_id,
        plan_key,
        interval_months,
        stretch,
        min(joined) as joined,
        min(starts_at) as starts_at,
        max(starts_at) as last_starts_at,
        max(ends_at) as ends_at,
        12 * extract(year from min(starts_at)) + extract(month from min(starts_at)) as start_index,
        12 * extract(year from max(ends_at)) + extract(month from max(ends_at)) as end_index
    from numbered
    group by 1, 2, 3, 4, 5
),

-- beside_at is since when another plan was held that was kept, replaced_at the start of the one it took the place of.
followed as (
    select
        s.account_id,
        s.subscription_id,
        s.plan_key,
        s.interval_months,
        s.starts_at,
        s.last_starts_at,
        min(case when o.ends_at > s.starts_at + s.joined then o.starts_at end) as beside_at,
        max(case
            when
                o.ends_at <= s.starts_at + s.joined and o.ends_at >= s.starts_at - s.joined
                and s.ends_at < timestamp '9999-01-01 00:00:00'
                and mod(s.end_index - o.start_index, round(s.interval_months, 0)) = 0
                and mod(s.end_index - s.start_index, round(s.interval_months, 0)) <> 0
                then o.starts_at
        end) as replaced_at
    from stretches as s
    left join stretches as o
        on
            o.account_id = s.account_id and o.subscription_id = s.subscription_id
            and o.interval_months = s.interval_months and o.starts_at < s.starts_at
            and s.interval_months > 1
    group by 1, 2, 3, 4, 5, 6
)

select
    f.account_id,
    f.subscription_id,
    f.plan_key,
    f.interval_months,
    f.starts_at,
    f.last_starts_at,
    m.month_index as term_index,
    case when m.month_index > min(m.month_index) over () then 1 else 0 end as is_seen
from followed as f
left join months as m
    on
        coalesce(f.beside_at, f.replaced_at, f.starts_at) >= m.starts_at
        and coalesce(f.beside_at, f.replaced_at, f.starts_at) < m.ends_at
