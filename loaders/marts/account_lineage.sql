-- One row per account taken over by another and month, from the take-over on: which account it counts for then. Take-overs in a
-- row are followed, up to eight; a check names longer ones and those that lead in a circle.
with one as (
    select
        m.month_index,
        a.account_id,
        a.merged_into as into_id
    from accounts as a
    inner join months as m on coalesce(a.merged_at, m.starts_at) < m.ends_at
    where a.merged_into is not null
),

two as (
    select a.month_index, a.account_id, coalesce(b.into_id, a.into_id) as into_id
    from one as a
    left join one as b on b.month_index = a.month_index and b.account_id = a.into_id
),

four as (
    select a.month_index, a.account_id, coalesce(b.into_id, a.into_id) as into_id
    from two as a
    left join two as b on b.month_index = a.month_index and b.account_id = a.into_id
),

eight as (
    select a.month_index, a.account_id, coalesce(b.into_id, a.into_id) as into_id
    from four as a
    left join four as b on b.month_index = a.month_index and b.account_id = a.into_id
)

select month_index, account_id, into_id as survivor_id
from eight
