-- One row per account and age in months since its first revenue, the open month's with is_closed 0: whether it pays, and
-- has never stopped; and its revenue at the first month's exchange rate. month_index is the first month, plan the one held
-- then. Accounts are counted as they stand today, so one taken over later belongs to its survivor from the start.
-- Amounts are rounded here, so that cohorts of any selection add up to the unit.
with paid as (
    select
        coalesce(l.survivor_id, a.account_id) as account_id,
        a.month_index,
        a.currency,
        sum(a.mrr_local) as mrr_local
    from account_currency_months as a
    left join latest_lineage as l on l.account_id = a.account_id
    group by 1, 2, 3
),

amounts as (
    select
        p.account_id,
        p.month_index,
        round(sum(p.mrr_local * coalesce(f.rate, g.rate)), 0) as amount,
        case when sum(p.mrr_local) > 0 then 1 else 0 end as is_active
    from paid as p
    inner join account_beginnings as c on c.account_id = p.account_id
    left join fx as f on f.month_index = c.month_index and f.currency = p.currency
    left join fx as g on g.month_index = p.month_index and g.currency = p.currency
    group by 1, 2
),

ages as (
    select
        c.account_id,
        c.month_index,
        c.plan,
        m.month_index - c.month_index as age,
        case when m.is_closed then 1 else 0 end as is_closed,
        coalesce(a.amount, 0) as amount,
        coalesce(a.is_active, 0) as is_active,
        sum(coalesce(a.is_active, 0)) over (
            partition by c.account_id order by m.month_index rows between unbounded preceding and current row
        ) as months_active
    from account_beginnings as c
    inner join months as m on m.month_index >= c.month_index
    left join amounts as a on a.account_id = c.account_id and a.month_index = m.month_index
),

beginnings as (
    select account_id, amount as first_amount
    from ages
    where age = 0
)

select
    g.account_id,
    g.month_index,
    g.plan,
    g.age,
    g.is_closed,
    g.is_active,
    case when g.months_active = g.age + 1 then 1 else 0 end as is_unbroken,
    b.first_amount as start_amount,
    g.amount as end_amount,
    least(g.amount, b.first_amount) as kept_amount
from ages as g
inner join beginnings as b on b.account_id = g.account_id
