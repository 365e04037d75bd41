-- One row per cohort (accounts by the month of their first revenue, never moved to another) and age in months, the open
-- month's with is_closed 0: how many there are, still pay, and never stopped; and their revenue at the first month's
-- exchange rate. Accounts are counted as they stand today, so one taken over later belongs to its survivor from the start.
with latest as (
    select l.account_id, l.survivor_id
    from account_lineage as l
    inner join (select max(month_index) as month_index from months) as m on m.month_index = l.month_index
),

paid as (
    select
        coalesce(l.survivor_id, a.account_id) as account_id,
        a.month_index,
        a.currency,
        sum(a.mrr_local) as mrr_local
    from account_currency_months as a
    left join latest as l on l.account_id = a.account_id
    group by 1, 2, 3
),

cohorts as (
    select account_id, min(month_index) as cohort_index
    from paid
    group by 1
),

amounts as (
    select
        p.account_id,
        p.month_index,
        sum(p.mrr_local * coalesce(f.rate, g.rate)) as amount
    from paid as p
    inner join cohorts as c on c.account_id = p.account_id
    left join fx as f on f.month_index = c.cohort_index and f.currency = p.currency
    left join fx as g on g.month_index = p.month_index and g.currency = p.currency
    group by 1, 2
),

ages as (
    select
        c.account_id,
        c.cohort_index,
        m.month_index - c.cohort_index as age,
        case when m.is_closed then 1 else 0 end as is_closed,
        coalesce(a.amount, 0) as amount,
        case when a.amount > 0 then 1 else 0 end as is_active,
        sum(case when a.amount > 0 then 1 else 0 end) over (
            partition by c.account_id order by m.month_index rows between unbounded preceding and current row
        ) as months_active
    from cohorts as c
    inner join months as m on m.month_index >= c.cohort_index
    left join amounts as a on a.account_id = c.account_id and a.month_index = m.month_index
),

beginnings as (
    select account_id, amount as first_amount
    from ages
    where age = 0
)

select
    g.cohort_index as month_index,
    g.age,
    g.is_closed,
    count(*) as accounts,
    sum(g.is_active) as active,
    sum(case when g.months_active = g.age + 1 then 1 else 0 end) as never_left,
    sum(b.first_amount) as start_amount,
    sum(g.amount) as end_amount,
    sum(least(g.amount, b.first_amount)) as kept_amount
from ages as g
inner join beginnings as b on b.account_id = g.account_id
group by 1, 2, 3
