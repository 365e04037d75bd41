-- One row per trailing window (12 months) and account with a term longer than a month that ended in it: what came up for
-- renewal, what it became and the lesser of the two, each time. plan is the one held at the first of them.
with windows as (
    select
        w.month_index as window_index,
        r.*,
        row_number() over (partition by w.month_index, r.account_id order by r.month_index asc nulls last) as place
    from months as w
    cross join parameters as q
    inner join months as f on f.month_index = w.month_index - q.window_months
    inner join renewals_due as r on r.month_index > w.month_index - q.window_months and r.month_index <= w.month_index
    where r.term_amount > 0
)

select
    window_index as month_index,
    account_id,
    max(case when place = 1 then plan end) as plan,
    count(*) as renewals,
    cast(sum(term_amount) as bigint) as term_amount,
    cast(sum(renewed_amount) as bigint) as renewed_amount,
    cast(sum(kept_amount) as bigint) as kept_amount
from windows
group by 1, 2
