-- error: Every row of an export is kept, rejected or filtered, and the kept ones are in the contract tables.
-- touches: all
with files as (
    select path, "table", rows_in, kept + rejected + filtered as accounted
    from imports
),

kept as (
    select "table", sum(kept) as kept from imports group by 1
)

select path as what, cast(rows_in as varchar) || ' rows in, ' || cast(accounted as varchar) || ' accounted for' as detail
from files
where rows_in <> accounted
union all
select k."table" as what, cast(k.kept as varchar) || ' kept, ' || cast(t.held as varchar) || ' in the table' as detail
from kept as k
inner join table_counts as t on t."table" = k."table"
where k.kept <> t.held
