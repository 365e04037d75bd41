-- One row per licence in force at the end of a month: it starts before that instant and has not ended before it, so a
-- period that ends just then counts for the month it closes.
select
    m.month_index,
    m.ends_at as month_end,
    l.*
from licences as l
inner join months as m
    on
        l.starts_at < m.ends_at
        and (l.ends_at is null or l.ends_at >= m.ends_at)
