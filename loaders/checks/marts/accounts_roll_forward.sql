-- error: Paying accounts at the end are those of the month before, and new, returned and resumed ones, less churned, paused and
-- merged ones.
-- touches: logo_churn, active_accounts
with totals as (
    select
        month_index,
        sum(case when end_amount > 0 then 1 else 0 end) as accounts_end,
        sum(case when class in ('new', 'reactivation', 'resume') then 1 when class in ('churn', 'pause') then -1 else 0 end) - sum(merged_accounts) as change
    from movements
    group by 1
)

select cast(n.month_index as varchar) as what, cast(t.accounts_end + n.change - n.accounts_end as varchar) || ' accounts too many' as detail
from totals as t
inner join totals as n on n.month_index = t.month_index + 1
where t.accounts_end + n.change is distinct from n.accounts_end
