-- One row per trial, milestone of the playbook and landmark: the day the milestone was first reached within the window, and where the
-- trial stood at the end of the landmark day: "paid" already, "reached" or "not reached" and not yet paid, "not seen" where that day
-- is not over. Months before the first record of a milestone are left out: nobody was counting.
with counted as (
    select
        t.trial_id,
        r.milestone_id,
        r.happened_at,
        sum(r.amount) over (
            partition by t.trial_id, r.milestone_id order by r.happened_at asc nulls last
            rows between unbounded preceding and current row
        ) as amount
    from trial_times as t
    cross join parameters as q
    inner join milestone_records as r
        on
            r.account_id = t.account_id
            and r.happened_at >= date_trunc('day', t.started_at) and r.happened_at < q.as_of_end
            and r.happened_at < date_trunc('day', t.started_at) + (q.trial_window_days + 1) * interval '1' day
),

reached as (
    select c.trial_id, c.milestone_id, min(c.happened_at) as reached_at
    from counted as c
    inner join milestones as m on m.milestone_id = c.milestone_id
    where c.amount >= m.at_least
    group by 1, 2
),

tracked as (
    select milestone_id, date_trunc('month', min(happened_at)) as since
    from milestone_records
    group by 1
),

days as (
    select t.trial_id, r.milestone_id, r.reached_at, d.day as reached_day
    from reached as r
    inner join trial_times as t on t.trial_id = r.trial_id
    inner join trial_days as d
        on
            r.reached_at >= date_trunc('day', t.started_at) + d.day * interval '1' day
            and r.reached_at < date_trunc('day', t.started_at) + (d.day + 1) * interval '1' day
)

select
    t.month_index,
    t.trial_id,
    t.account_id,
    m.milestone_id,
    m.name,
    m.position,
    m.is_first_win,
    l.day as landmark_day,
    d.reached_at,
    d.reached_day,
    case
        when t.seen_day < l.day then 'not seen'
        when t.cause = 1 and t.exit_day <= l.day then 'paid'
        when d.reached_day <= l.day then 'reached'
        else 'not reached'
    end as status,
    case when t.cause = 1 then 1 else 0 end as is_converted,
    t.is_over
from trial_times as t
cross join milestones as m
cross join trial_landmarks as l
inner join tracked as k on k.milestone_id = m.milestone_id and date_trunc('month', t.started_at) >= k.since
left join days as d on d.trial_id = t.trial_id and d.milestone_id = m.milestone_id
