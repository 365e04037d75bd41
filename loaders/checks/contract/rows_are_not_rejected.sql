-- warn: No row of an export is rejected.
-- touches: none
select path || coalesce(':' || cast(line as varchar), '') as what, coalesce("column" || ' ', '') || reason as detail
from rejects
