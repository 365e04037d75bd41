-- One row per account and month with revenue at either end, or paused at one after it had paid: what movements are told
-- apart by. gap_months are those since it last paid; merged_accounts those it took over in the month, of which it takes the
-- place of one if it did not pay itself.
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

paused as (
    select
        month_index,
        account_id,
        max(is_before) as paused_before,
        max(1 - is_before) as paused_after,
        min(tier) as tier
    from paused_accounts
    group by 1, 2
),

either as (
    select month_index, account_id from account_pairs
    where lag_months = 1
    union
    select month_index, account_id from paused
),

merged as (
    select
        l.month_index,
        l.survivor_id as account_id,
        count(distinct l.account_id) - case when count(s.account_id) > 0 then 0 else 1 end as accounts
    from account_lineage as l
    inner join account_currency_months as a on a.account_id = l.account_id and a.month_index = l.month_index - 1
    left join account_currency_months as s on s.account_id = l.survivor_id and s.month_index = l.month_index - 1
    left join account_lineage as e on e.account_id = l.account_id and e.month_index = l.month_index - 1
    where e.account_id is null
    group by 1, 2
),

pairs as (
    select
        e.month_index,
        e.account_id,
        coalesce(p.tier_before, s.tier) as tier_before,
        p.tier_after,
        coalesce(p.start_amount, 0) as start_amount,
        coalesce(p.start_revalued, 0) as start_revalued,
        coalesce(p.end_amount, 0) as end_amount,
        case when coalesce(p.start_revalued, 0) = 0 then coalesce(s.paused_before, 0) else 0 end as paused_before,
        case when coalesce(p.end_amount, 0) = 0 then coalesce(s.paused_after, 0) else 0 end as paused_after,
        coalesce(g.accounts, 0) as merged_accounts,
        least(coalesce(f.month_index, m.first_paid), coalesce(m.first_paid, f.month_index)) as first_paid
    from either as e
    left join account_pairs as p on p.lag_months = 1 and p.month_index = e.month_index and p.account_id = e.account_id
    left join paused as s on s.month_index = e.month_index and s.account_id = e.account_id
    left join merged as g on g.month_index = e.month_index and g.account_id = e.account_id
    left join first_paid as f on f.account_id = e.account_id
    left join merged_first_paid as m on m.account_id = e.account_id and m.month_index = e.month_index
),

returns as (
    select p.month_index, p.account_id, p.month_index - max(a.month_index) - 1 as gap_months
    from pairs as p
    inner join account_currency_months as a on a.account_id = p.account_id and a.month_index < p.month_index
    where p.start_revalued = 0 and p.first_paid < p.month_index
    group by 1, 2
)

select p.*, r.gap_months
from pairs as p
left join returns as r on r.month_index = p.month_index and r.account_id = p.account_id
where p.start_amount > 0 or p.end_amount > 0 or p.first_paid < p.month_index
