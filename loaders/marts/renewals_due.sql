-- One row per month and account with a licence whose term ended in it. term_amount is what it paid a month on terms
-- longer than a month that ended, renewed_amount what became of that when the rest of the account is held still, and
-- kept_amount the lesser of the two. Minor units at the exchange rate of the month before.
with sums as (
    select
        t.month_index,
        coalesce(l.survivor_id, t.account_id) as account_id,
        max(t.is_due) as is_due,
        sum(t.monthly_amount * f.rate) as amount,
        sum(t.monthly_amount * f.rate * t.is_due * t.is_long) as term_amount
    from licence_terms as t
    inner join fx as f on f.month_index = t.month_index - 1 and f.currency = t.currency
    left join account_lineage as l on l.month_index = t.month_index and l.account_id = t.account_id
    group by 1, 2
),

due as (
    select
        p.month_index,
        p.account_id,
        p.tier_before as plan,
        p.start_amount,
        p.end_at_start_rate as end_amount,
        -- A share of the account's own revenue, so that an account with one licence has all of it to the unit.
        cast(round(p.start_amount * coalesce(s.term_amount / nullif(s.amount, 0), 0), 0) as bigint) as term_amount
    from sums as s
    inner join account_pairs as p on p.lag_months = 1 and p.month_index = s.month_index and p.account_id = s.account_id
    where s.is_due = 1 and p.start_amount > 0
),

valued as (
    select *, greatest(end_amount - (start_amount - term_amount), 0) as renewed_amount
    from due
)

select
    month_index,
    account_id,
    plan,
    case when end_amount = 0 then 1 else 0 end as is_lost,
    term_amount,
    case when term_amount > 0 then renewed_amount else 0 end as renewed_amount,
    case when term_amount > 0 then least(renewed_amount, term_amount) else 0 end as kept_amount
from valued
