-- One row per account, feature and month: use in all, and on its busiest day.
with days as (
    select
        account_id,
        feature,
        day,
        sum(quantity) as quantity
    from usage
    group by 1, 2, 3
)

select
    m.month_index,
    d.account_id,
    d.feature,
    sum(d.quantity) as quantity,
    max(d.quantity) as busiest_day,
    max(extract(day from m.last_day)) as days_in_month
from days as d
inner join months as m on m.month = cast(date_trunc('month', d.day) as date)
cross join parameters as q
where d.day <= q.as_of
group by 1, 2, 3
