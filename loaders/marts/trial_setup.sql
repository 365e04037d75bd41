-- One row per trial: setup steps and minutes until its first win, or in all where it has none by the end of the trial, the
-- conversion or the as-of date; and those of the days up to the last landmark. Months before the first step are left out.
with since as (
    select date_trunc('month', min(happened_at)) as since
    from setup_records
),

wins as (
    select distinct trial_id, reached_at
    from trial_milestones
    where is_first_win and reached_at is not null
),

bounds as (
    select
        t.trial_id,
        w.reached_at,
        least(
            coalesce(o.ends_at, date_trunc('day', t.started_at) + (q.trial_window_days + 1) * interval '1' day),
            coalesce(o.converted_at, q.as_of_end),
            q.as_of_end
        ) as over_at,
        date_trunc('day', t.started_at) + (q.trial_landmark_day + 1) * interval '1' day as landmark_at
    from trial_times as t
    cross join parameters as q
    cross join since as s
    inner join trial_outcomes as o on o.trial_id = t.trial_id
    left join wins as w on w.trial_id = t.trial_id
    where date_trunc('month', t.started_at) >= s.since
),

spans as (
    select
        *,
        case when reached_at <= over_at then 1 else 0 end as is_won,
        case when reached_at <= over_at then reached_at else over_at end as until_at
    from bounds
)

select
    t.month_index,
    t.trial_id,
    t.account_id,
    b.is_won,
    count(case when r.happened_at <= b.until_at then 1 end) as steps,
    coalesce(sum(case when r.happened_at <= b.until_at then r.minutes end), 0) as minutes,
    count(case when r.happened_at < b.landmark_at then 1 end) as landmark_steps,
    coalesce(sum(case when r.happened_at < b.landmark_at then r.minutes end), 0) as landmark_minutes,
    q.trial_landmark_day as landmark_day,
    case
        when t.seen_day < q.trial_landmark_day then 'not seen'
        when t.cause = 1 and t.exit_day <= q.trial_landmark_day then 'paid'
        else 'open'
    end as status,
    case when t.cause = 1 then 1 else 0 end as is_converted,
    t.is_over
from spans as b
cross join parameters as q
inner join trial_times as t on t.trial_id = b.trial_id
left join setup_records as r
    on
        r.account_id = t.account_id
        and r.happened_at >= date_trunc('day', t.started_at) and r.happened_at < q.as_of_end
        and (r.happened_at <= b.until_at or r.happened_at < b.landmark_at)
group by t.month_index, t.trial_id, t.account_id, b.is_won, q.trial_landmark_day, t.seen_day, t.cause, t.exit_day, t.is_over
