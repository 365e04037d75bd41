-- One row per month, account with revenue at either end of it, end (before or after) and tier held there: price, revenue,
-- seats (licences, where the price is not by the seat), licences and interval. Money in minor units of the reporting
-- currency at the month's rate, unrounded; both ends under the account that stands at the month's end.
with ends as (
    select l.*, 0 as is_before, l.month_index as at_index
    from licence_months as l
    union all
    select l.*, 1 as is_before, m.month_index as at_index
    from licence_months as l
    inner join months as m on m.month_index = l.month_index + 1
),

ranks as (
    select max(tier_rank) as top_rank from plans
)

select
    e.at_index as month_index,
    coalesce(n.survivor_id, e.account_id) as account_id,
    e.is_before,
    e.tier,
    min(e.tier_rank) as tier_rank,
    case when min(e.tier_rank) is null and min(r.top_rank) is not null then 1 else 0 end as is_addon,
    count(*) as licences,
    cast(sum(coalesce(nullif(e.line_seats, 0), 1)) as double) as seats,
    min(e.interval_months) as shortest_interval,
    max(e.interval_months) as longest_interval,
    sum(e.monthly_price * f.rate) as price,
    sum(e.monthly_amount * f.rate) as amount
from ends as e
inner join fx as f on f.month_index = e.at_index and f.currency = e.currency
cross join ranks as r
left join account_lineage as n on n.month_index = e.at_index and n.account_id = e.account_id
group by 1, 2, 3, 4
