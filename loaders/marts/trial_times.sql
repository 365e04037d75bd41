-- One row per trial: the day it was paid for (cause 1), the last day of its window where nobody paid (cause 2), or the
-- last whole day seen of one that can still be paid for (cause 0; -1 before the first is over). The day of start is day 0.
-- A trial that is over can be paid for until its window is, so that is when "not paid for" happens.
with spans as (
    select
        o.trial_id,
        d.day,
        date_trunc('day', o.started_at) + d.day * interval '1' day as from_at,
        date_trunc('day', o.started_at) + (d.day + 1) * interval '1' day as to_at
    from trial_outcomes as o
    cross join trial_days as d
),

seen as (
    select
        o.trial_id,
        max(case when s.to_at <= q.as_of_end then s.day end) as seen_day,
        max(case when o.converted_at >= s.from_at and o.converted_at < s.to_at then s.day end) as paid_day
    from trial_outcomes as o
    inner join spans as s on s.trial_id = o.trial_id
    cross join parameters as q
    group by 1
)

select
    o.month_index,
    o.trial_id,
    o.account_id,
    o.source,
    o.plan,
    o.started_at,
    o.is_over,
    coalesce(s.seen_day, -1) as seen_day,
    case
        when s.paid_day <= s.seen_day then s.paid_day
        when o.outcome = 'abandoned' then q.trial_window_days
        else coalesce(s.seen_day, -1)
    end as exit_day,
    case
        when s.paid_day <= s.seen_day then 1
        when o.outcome = 'abandoned' then 2
        else 0
    end as cause,
    case when o.outcome = 'pending' and o.ends_at >= q.as_of_end then 1 else 0 end as is_running
from trial_outcomes as o
cross join parameters as q
left join seen as s on s.trial_id = o.trial_id
