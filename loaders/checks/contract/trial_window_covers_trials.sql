-- warn: The conversion window is at least the longest trial and 7 days, so that the first charge falls within it.
-- touches: trial_conversion, trial_conversion_year, trial_conversion_open, trial_time
select
    t.trial_id as what,
    'lasts to ' || cast(t.ends_at as varchar) || '; set settings.trial.window_days higher than ' || cast(q.trial_window_days as varchar)
        as detail
from trials as t
cross join parameters as q
where t.ends_at > t.started_at + (q.trial_window_days - 7) * interval '1' day
