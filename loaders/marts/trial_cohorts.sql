-- One row per month in which trials began: how they ended so far, and whether the window is over for all of them.
select
    month_index,
    count(*) as started,
    count(case when outcome = 'converted' then 1 end) as converted,
    count(case when outcome = 'pending' then 1 end) as pending,
    count(case when outcome = 'abandoned' then 1 end) as abandoned,
    is_mature
from trial_outcomes
group by 1, 6
