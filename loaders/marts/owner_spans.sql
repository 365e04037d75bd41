-- One row per month and paying licence in force at any time of it, under the account that stands then. until_at is its end, or a
-- day that never comes: a join on plain comparisons is a fast one.
select
    m.month_index,
    coalesce(g.survivor_id, l.account_id) as owner_id,
    l.tier_rank,
    l.seats,
    l.starts_at,
    coalesce(l.ends_at, timestamp '9999-12-31 00:00:00') as until_at
from licences as l
inner join months as m on l.starts_at < m.ends_at and (l.ends_at is null or l.ends_at >= m.starts_at)
left join account_lineage as g on g.month_index = m.month_index and g.account_id = l.account_id
where l.pays
