-- error: The revenue a month ends with is what the next one starts with.
-- touches: mrr, nrr, grr
with totals as (
    select month_index, sum(start_amount) as start_amount, sum(end_amount) as end_amount
    from movements
    group by 1
)

select cast(t.month_index as varchar) as what, 'ends with ' || cast(t.end_amount as varchar) || ', the next starts with '
    || cast(n.start_amount as varchar) as detail
from totals as t
inner join totals as n on n.month_index = t.month_index + 1
where t.end_amount is distinct from n.start_amount
