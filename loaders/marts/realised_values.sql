-- One row per account whose first licence is seen and age in months (1, 3, 6, 12, 24) that it had reached when the last month
-- closed, counted from its own first day: paid is what it paid until then less what it got back, booked the day it got it; billed is its
-- monthly revenue added up, also after it was gone and came back. Minor units of the reporting currency at each month's rate.
with held as (
    select coalesce(s.survivor_id, l.account_id) as account_id, l.month_index, l.starts_at
    from licences_in_force as l
    left join latest_lineage as s on s.account_id = l.account_id
    where l.pays and l.monthly_amount > 0
),

starts as (
    select t.account_id, t.first_index, min(h.starts_at) as started_at
    from tenures as t
    inner join held as h on h.account_id = t.account_id and h.month_index = t.first_index
    where t.is_truncated = 0
    group by 1, 2
),

closed as (
    select max(ends_at) as ends_at from months where is_closed
),

ages as (
    select 1 as age
    union all
    select 3
    union all
    select 6
    union all
    select 12
    union all
    select 24
),

lives as (
    select s.account_id, s.first_index, a.age, s.started_at + a.age * interval '1' month as until_at
    from starts as s
    cross join ages as a
    cross join closed as c
    where s.started_at + a.age * interval '1' month <= c.ends_at
),

cash as (
    select
        coalesce(s.survivor_id, p.account_id) as account_id,
        p.paid_at,
        case when p.kind = 'refund' then -1 else 1 end
        * p.amount
        * case when coalesce(p.currency, q.currency) = q.currency then 1 else coalesce(r.rate, f.rate) end as amount
    from payments as p
    cross join parameters as q
    left join latest_lineage as s on s.account_id = p.account_id
    left join months as m on p.paid_at >= m.starts_at and p.paid_at < m.ends_at
    left join fx as f on f.month_index = m.month_index and f.currency = p.currency
    left join fx_rates as r on r.currency = p.currency and r.month = m.month
),

paid as (
    select l.account_id, l.age, sum(c.amount) as paid, sum(case when c.amount is null then 1 else 0 end) as unpriced
    from lives as l
    inner join cash as c on c.account_id = l.account_id and c.paid_at < l.until_at
    group by 1, 2
),

billed as (
    select l.account_id, l.age, sum(m.amount) as billed
    from lives as l
    inner join survivor_months as m
        on m.account_id = l.account_id and m.month_index >= l.first_index and m.month_index < l.first_index + l.age
    group by 1, 2
)

select
    l.account_id,
    l.age,
    case when coalesce(p.unpriced, 0) = 0 then coalesce(p.paid, 0) end as paid,
    coalesce(b.billed, 0) as billed
from lives as l
left join paid as p on p.account_id = l.account_id and p.age = l.age
left join billed as b on b.account_id = l.account_id and b.age = l.age
