-- warn: The spans of one subscription item do not overlap. Where they do, the later one counts from its start; one that lies within
-- another counts beside it.
-- touches: mrr, arr, nrr, grr
with spans as (
    select
        account_id,
        subscription_id,
        item_id,
        starts_at,
        lag(ends_at) over (partition by account_id, subscription_id, item_id order by starts_at asc nulls last, ends_at asc nulls last)
            as earlier_end,
        lag(starts_at) over (
            partition by account_id, subscription_id, item_id order by starts_at asc nulls last, ends_at asc nulls last
        ) as earlier_start
    from subscription_periods
    where subscription_id is not null and item_id is not null and coalesce(kind, 'recurring') = 'recurring'
)

select subscription_id as what, 'item ' || item_id || ' has spans that overlap from ' || cast(starts_at as varchar) as detail
from spans
where earlier_start is not null and (earlier_end is null or earlier_end > starts_at)
