-- One row per month in which trials began: how they ended so far, and whether the window is over for all of them.
select
    m.month_index,
    count(t.trial_id) as started,
    count(case when t.outcome = 'converted' then 1 end) as converted,
    count(case when t.outcome = 'pending' then 1 end) as pending,
    count(case when t.outcome = 'abandoned' then 1 end) as abandoned,
    m.ends_at + q.trial_window_days * interval '1' day <= q.as_of_end as is_mature
from months as m
cross join parameters as q
inner join trial_outcomes as t on t.month_index = m.month_index
group by 1, 6
