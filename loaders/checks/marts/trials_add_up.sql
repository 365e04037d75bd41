-- error: Converted, pending and abandoned trials add up to those started.
-- touches: trial_conversion, trial_conversion_open, trial_time
select cast(month_index as varchar) as what, cast(started as varchar) || ' started' as detail
from trial_cohorts
where started <> converted + pending + abandoned
