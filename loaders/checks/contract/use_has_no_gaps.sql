-- warn: From the first day of use to the last, no seven days in a row are without any, where there are at least 20 rows a week.
-- touches: upgrade_hazard
with days as (
    select "day", lag("day") over (order by "day") as earlier_day
    from (select distinct "day" from usage) as d
),

span as (
    select min("day") as first_day, max("day") as last_day, count(*) as row_count
    from usage
)

select
    cast(d.earlier_day as varchar) as what,
    'is the last day of use before ' || cast(d."day" as varchar) || ': is a file missing?' as detail
from days as d
cross join span as s
where d."day" - d.earlier_day > 7 and s.row_count * 7 >= 20 * (s.last_day - s.first_day + 1)
