-- One row per closed month and value that is no longer what it was recorded to be, as playbook/closed_months.csv has it: what
-- was recorded and from which as-of date, what it is now (null where the month is gone from the exports), and the difference.
with known as (
    select id, min(unit) as unit, max(month) as last_month
    from month_totals
    group by 1
)

select
    c.month,
    c.id,
    k.unit,
    c.amount as recorded,
    c.recorded_on,
    t.amount as now,
    t.amount - c.amount as difference
from closed_months as c
inner join known as k on k.id = c.id and c.month <= k.last_month
left join month_totals as t on t.month = c.month and t.id = c.id
where t.amount is null or abs(t.amount - c.amount) > 0.000000001 * greatest(abs(c.amount), 1)
