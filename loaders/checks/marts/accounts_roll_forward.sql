-- error: Accounts at the end are those of the month before, and new and returned ones, less churned and merged ones.
-- touches: logo_churn, active_accounts
with totals as (
    select
        month_index,
        sum(case when end_amount > 0 then 1 else 0 end) as accounts_end,
        sum(case class when 'new' then 1 when 'reactivation' then 1 when 'churn' then -1 else 0 end) - sum(merged_accounts) as change
    from movements
    group by 1
)

select cast(n.month_index as varchar) as what, cast(t.accounts_end + n.change - n.accounts_end as varchar) || ' accounts too many' as detail
from totals as t
inner join totals as n on n.month_index = t.month_index + 1
where t.accounts_end + n.change is distinct from n.accounts_end
