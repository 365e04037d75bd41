-- warn: No row of trials or payments is rejected.
-- touches: trial_conversion, trial_conversion_year, trial_conversion_open, trial_time
select path || coalesce(':' || cast(line as varchar), '') as what, coalesce("column" || ' ', '') || reason as detail
from rejects
where "table" in ('trials', 'payments') and reason <> 'repeats an earlier row'
