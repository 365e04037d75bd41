-- One row per trailing window of 12 months and account that could upgrade in it: upgrades and months at risk. plan is
-- the one held in its first month at risk.
with windows as (
    select
        w.month_index as window_index,
        u.account_id,
        u.plan,
        u.upgraded,
        row_number() over (partition by w.month_index, u.account_id order by u.month_index asc nulls last) as place
    from months as w
    inner join months as f on f.month_index = w.month_index - 12
    inner join upgrade_months as u on u.month_index > w.month_index - 12 and u.month_index <= w.month_index
)

select
    window_index as month_index,
    account_id,
    max(case when place = 1 then plan end) as plan,
    sum(upgraded) as upgrades,
    count(*) as months_at_risk
from windows
group by 1, 2
