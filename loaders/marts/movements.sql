-- One row per account and month with revenue at either end: start + new + reactivation + expansion − contraction −
-- churn + fx = end, exactly, in minor units of the reporting currency. The zero cases are told apart first. plan is the
-- one held at the month's start, or at its end for those who come.
with first_paid as (
    select account_id, min(month_index) as month_index
    from account_currency_months
    group by 1
),

merged_first_paid as (
    select l.month_index, l.survivor_id as account_id, min(f.month_index) as first_paid
    from account_lineage as l
    inner join first_paid as f on f.account_id = l.account_id
    group by 1, 2
),

pairs as (
    select
        p.*,
        least(coalesce(f.month_index, g.first_paid), coalesce(g.first_paid, f.month_index)) as first_paid
    from account_pairs as p
    left join first_paid as f on f.account_id = p.account_id
    left join merged_first_paid as g on g.account_id = p.account_id and g.month_index = p.month_index
    where p.lag_months = 1
),

-- Accounts that stood apart a month ago and are one now.
merged as (
    select
        m.month_index,
        coalesce(l.survivor_id, p.account_id) as account_id,
        count(*) - 1 as accounts
    from account_pairs as p
    inner join months as m on m.month_index = p.month_index + 1
    left join account_lineage as l on l.month_index = m.month_index and l.account_id = p.account_id
    where p.lag_months = 1 and p.end_amount > 0
    group by 1, 2
),

returns as (
    select p.month_index, p.account_id, p.month_index - max(a.month_index) - 1 as gap_months
    from pairs as p
    inner join account_currency_months as a on a.account_id = p.account_id and a.month_index < p.month_index
    where p.start_revalued = 0 and p.first_paid < p.month_index
    group by 1, 2
),

classed as (
    select
        p.*,
        r.gap_months,
        g.accounts as merged_accounts,
        case
            when p.start_revalued = 0 and p.end_amount = 0 then 'none'
            when p.start_revalued = 0 and p.first_paid < p.month_index and (
                q.reactivation_gap_days is null
                or coalesce(r.gap_months, 0) * 30.4375 <= q.reactivation_gap_days
            ) then 'reactivation'
            when p.start_revalued = 0 then 'new'
            when p.end_amount = 0 then 'churn'
            when p.end_amount > p.start_revalued then 'expansion'
            when p.end_amount < p.start_revalued then 'contraction'
            else 'none'
        end as class
    from pairs as p
    cross join parameters as q
    left join merged as g on g.month_index = p.month_index and g.account_id = p.account_id
    left join returns as r on r.month_index = p.month_index and r.account_id = p.account_id
)

select
    month_index,
    account_id,
    case when start_revalued > 0 then tier_before else tier_after end as plan,
    class,
    gap_months,
    coalesce(merged_accounts, 0) as merged_accounts,
    start_amount,
    case when class = 'new' then end_amount else 0 end as new_amount,
    case when class = 'reactivation' then end_amount else 0 end as reactivation_amount,
    case when class = 'expansion' then end_amount - start_revalued else 0 end as expansion_amount,
    case when class = 'contraction' then start_revalued - end_amount else 0 end as contraction_amount,
    case when class = 'churn' then start_revalued else 0 end as churn_amount,
    start_revalued - start_amount as fx_amount,
    end_amount
from classed
