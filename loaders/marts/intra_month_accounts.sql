-- One row per month and account that began to pay and stopped again within it: no month's end sees it, so it is in no
-- movement and no churn rate.
select distinct
    m.month_index,
    l.account_id
from licences as l
inner join months as m on l.starts_at >= m.starts_at and l.ends_at < m.ends_at
left join account_currency_months as b on b.account_id = l.account_id and b.month_index = m.month_index - 1
left join account_currency_months as e on e.account_id = l.account_id and e.month_index = m.month_index
where l.pays and l.monthly_amount > 0 and l.ends_at > l.starts_at and b.account_id is null and e.account_id is null
