-- One row per account as it stands today and month with recurring revenue at its end: what it and those it took over since
-- paid, in minor units at the month's rate.
select coalesce(l.survivor_id, a.account_id) as account_id, a.month_index, sum(a.mrr_local * f.rate) as amount
from account_currency_months as a
inner join fx as f on f.month_index = a.month_index and f.currency = a.currency
left join latest_lineage as l on l.account_id = a.account_id
group by 1, 2
