-- One row per account and closed month in which it paid at the start, could upgrade and had neither upgraded nor left
-- before, by its age in months since its first paid month; cause is 1 for the upgrade, 2 for the loss of the account,
-- 0 while it waits. One that has asked to leave stays at risk until it leaves, or its loss would be missing. Accounts
-- of the first month are left out: nobody knows how long they had paid before the exports begin.
with ranks as (
    select max(tier_rank) as top_rank from plans
),

first_paid as (
    select account_id, min(month_index) as first_index
    from account_currency_months
    group by 1
),

beginning as (
    select min(first_index) as month_index from first_paid
),

able as (
    select
        p.month_index,
        p.account_id,
        p.tier_before as plan,
        p.month_index - f.first_index as age,
        case
            when p.end_amount = 0 then 2
            when p.rank_before < r.top_rank and p.rank_after > p.rank_before then 1
            when p.seats_before > 0 and p.seats_after > p.seats_before then 1
            else 0
        end as cause
    from account_pairs as p
    cross join ranks as r
    cross join beginning as b
    inner join first_paid as f on f.account_id = p.account_id and f.first_index > b.month_index
    inner join months as m on m.month_index = p.month_index and m.is_closed
    where p.lag_months = 1 and p.start_amount > 0 and (p.rank_before < r.top_rank or p.seats_before > 0)
),

ended as (
    select account_id, min(month_index) as month_index
    from able
    where cause <> 0
    group by 1
)

select a.month_index, a.account_id, a.plan, a.age, a.cause
from able as a
left join ended as e on e.account_id = a.account_id
where e.month_index is null or a.month_index <= e.month_index
