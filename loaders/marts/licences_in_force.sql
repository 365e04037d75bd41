-- One row per licence in force at the end of a month: it starts before that instant and has not ended before it, so a
-- period that ends just then counts for the month it closes. is_leaving is 1 where it is scheduled to end by then.
select
    m.month_index,
    m.ends_at as month_end,
    l.*,
    case when l.leaving_from < m.ends_at and l.ends_at is not null then 1 else 0 end as is_leaving
from licences as l
inner join months as m
    on
        l.starts_at < m.ends_at
        and (l.ends_at is null or l.ends_at >= m.ends_at)
