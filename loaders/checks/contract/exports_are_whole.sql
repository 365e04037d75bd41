-- warn: No export has exactly as many rows as one page or one sheet holds: it may have been cut there.
-- touches: none
select path as what, 'has ' || cast(rows_in as varchar) || ' rows, the size of a page' as detail
from imports
where rows_in in (100, 200, 250, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 500000, 1000000, 65535, 1048575)
