-- error: The causes of an account's expansion or contraction add up to it, to the minor unit.
-- touches: mrr, nrr
with causes as (
    select month_index, account_id, sum(amount) as amount
    from movement_causes
    group by 1, 2
)

select
    m.account_id || ' ' || cast(m.month_index as varchar) as what,
    'moved by ' || cast(m.expansion_amount - m.contraction_amount as varchar) || ', its causes by '
    || coalesce(cast(c.amount as varchar), 'nothing') as detail
from movements as m
left join causes as c on c.month_index = m.month_index and c.account_id = m.account_id
where m.expansion_amount - m.contraction_amount is distinct from coalesce(c.amount, 0)
