-- warn: The key of an export names one row each. Rows that repeat it with other values are kept.
-- touches: none
select path as what, key_name || ' ' || key_value || ' stands in ' || cast(rows as varchar) || ' rows' as detail
from repeated_keys
