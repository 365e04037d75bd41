-- One row per account taken over by another and month, from the take-over on: which account it counts for then. Two
-- take-overs in a row are followed; a third is not.
select
    m.month_index,
    a.account_id,
    coalesce(
        case when coalesce(b.merged_at, m.starts_at) < m.ends_at then b.merged_into end,
        a.merged_into
    ) as survivor_id
from accounts as a
inner join months as m on coalesce(a.merged_at, m.starts_at) < m.ends_at
left join accounts as b on b.account_id = a.merged_into
where a.merged_into is not null
