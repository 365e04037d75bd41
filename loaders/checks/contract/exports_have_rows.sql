-- warn: Every export has rows.
-- touches: none
select path as what, 'has a header and no rows' as detail
from imports
where rows_in = 0
