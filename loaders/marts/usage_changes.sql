-- One row per account and month with metered items at its start or end, from the second month on: by how much they rose
-- and fell in the month, outside recurring revenue. Minor units of the reporting currency at the month's rate, both ends
-- under the account that stands at the month's end.
with metered as (
    select month_index, account_id, currency, sum(monthly_amount) as amount
    from licences_in_force
    where kind = 'metered'
    group by 1, 2, 3
),

ends as (
    select m.month_index, u.account_id, u.currency, 0 as is_before, u.amount
    from metered as u
    inner join months as m on m.month_index = u.month_index
    union all
    select m.month_index, u.account_id, u.currency, 1 as is_before, u.amount
    from metered as u
    inner join months as m on m.month_index = u.month_index + 1
),

-- As in revenue_months, an amount is rounded in its currency, and again when it is converted.
valued as (
    select
        e.month_index,
        coalesce(l.survivor_id, e.account_id) as account_id,
        e.is_before,
        round(round(round(e.amount, 6), 0) * f.rate, 0) as amount
    from ends as e
    inner join fx as f on f.month_index = e.month_index and f.currency = e.currency
    inner join months as p on p.month_index = e.month_index - 1
    left join account_lineage as l on l.month_index = e.month_index and l.account_id = e.account_id
),

changes as (
    select month_index, account_id, sum(case when is_before = 0 then amount else -amount end) as change
    from valued
    group by 1, 2
)

select
    c.month_index,
    c.account_id,
    coalesce(
        min(case when a.is_before = 0 then a.tier end), min(case when a.is_before = 1 then a.tier end)
    ) as plan,
    cast(greatest(max(c.change), 0) as bigint) as usage_rise,
    cast(greatest(-max(c.change), 0) as bigint) as usage_fall
from changes as c
left join account_states as a
    on a.lag_months = 1 and a.month_index = c.month_index and a.account_id = c.account_id
group by 1, 2
