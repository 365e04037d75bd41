-- error: Take-overs lead to an account that stands, within eight steps. A circle, or a longer row, has no account to count for.
-- touches: all
with one as (
    select account_id, merged_into as into_id
    from accounts
    where merged_into is not null
),

two as (
    select a.account_id, coalesce(b.into_id, a.into_id) as into_id
    from one as a
    left join one as b on b.account_id = a.into_id
),

four as (
    select a.account_id, coalesce(b.into_id, a.into_id) as into_id
    from two as a
    left join two as b on b.account_id = a.into_id
),

eight as (
    select a.account_id, coalesce(b.into_id, a.into_id) as into_id
    from four as a
    left join four as b on b.account_id = a.into_id
)

select e.account_id as what, 'is taken over by ' || e.into_id || ', which is taken over itself' as detail
from eight as e
inner join one as o on o.account_id = e.into_id
