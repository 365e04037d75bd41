-- error: Converted, pending and abandoned trials add up to those started.
-- touches: trial_conversion
select cast(month_index as varchar) as what, cast(started as varchar) || ' started' as detail
from trial_cohorts
where started <> converted + pending + abandoned
