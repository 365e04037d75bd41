-- One row per account and closed month at whose start it paid: what it was then, whether it could upgrade and did, whether it
-- could leave and did, and its use. had_upgraded is 1 from the month after its first upgrade. Use is the sum over features,
-- null before the first month of use in the exports; the month before the first one paid has none.
with firsts as (
    select account_id, min(month_index) as month_index
    from upgrade_months
    where upgraded = 1
    group by 1
),

-- An account that pays when the exports begin has paid for at least that long.
began as (
    select account_id, min(month_index) as month_index
    from account_months
    group by 1
),

used as (
    select month_index, account_id, sum(quantity) as quantity, count(distinct feature) as features
    from usage_months
    where quantity > 0
    group by 1, 2
),

known as (
    select min(month_index) as month_index
    from used
)

select
    p.month_index,
    p.account_id,
    p.tier_before as plan,
    p.rank_before as plan_rank,
    p.seats_before as seats,
    p.start_amount,
    coalesce(p.is_leaving_before, 0) as is_leaving,
    p.month_index - b.month_index as tenure,
    case when u.account_id is null then 0 else 1 end as can_upgrade,
    coalesce(u.upgraded, 0) as upgraded,
    f.month_index as first_upgrade,
    case when f.month_index < p.month_index then 1 else 0 end as had_upgraded,
    coalesce(l.can_leave, 1) as can_leave,
    coalesce(l.term_months, 1) as term_months,
    case when p.end_amount = 0 then 1 else 0 end as has_left,
    case when p.month_index >= k.month_index then coalesce(n.quantity, 0) end as quantity,
    case when p.month_index > k.month_index then coalesce(o.quantity, 0) end as quantity_before,
    case when p.month_index > k.month_index then coalesce(o.features, 0) end as features_before,
    q.pressure as pressure_before
from account_pairs as p
inner join months as m on m.month_index = p.month_index and m.is_closed
cross join known as k
left join began as b on b.account_id = p.account_id
left join upgrade_months as u on u.account_id = p.account_id and u.month_index = p.month_index
left join firsts as f on f.account_id = p.account_id
left join leave_months as l on l.account_id = p.account_id and l.month_index = p.month_index
left join used as n on n.account_id = p.account_id and n.month_index = p.month_index
left join used as o on o.account_id = p.account_id and o.month_index = p.month_index - 1
left join limit_pressure as q on q.account_id = p.account_id and q.month_index = p.month_index - 1
where p.lag_months = 1 and p.start_amount > 0
