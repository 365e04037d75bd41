-- One row per account and month with revenue at either end, or paused at one after it had paid: what movements are told
-- apart by. gap_months are those since it last paid; merged_accounts is by how many accounts fewer it is than a month ago.
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
