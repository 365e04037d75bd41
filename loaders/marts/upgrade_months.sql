-- One row per account and month in which it could upgrade: it paid at the month's start, was not scheduled to leave, and
-- was below the top tier or priced by the seat. An upgrade is a higher tier or more seats at the month's end.
with ranks as (
    select max(tier_rank) as top_rank from plans
),

paying as (
    select
        p.*,
        case when p.is_leaving_before = 0 and p.rank_before < r.top_rank then 1 else 0 end as can_tier,
        case when p.is_leaving_before = 0 and p.seats_before > 0 then 1 else 0 end as can_seats
    from account_pairs as p
    cross join ranks as r
    where p.lag_months = 1 and p.start_amount > 0
),

judged as (
    select
        *,
        case when can_tier = 1 and rank_after > rank_before then 1 else 0 end as tier_up,
        case when can_seats = 1 and seats_after > seats_before then 1 else 0 end as seats_up
    from paying
    where can_tier = 1 or can_seats = 1
)

select
    j.month_index,
    j.account_id,
    j.tier_before as plan,
    j.rank_before as plan_rank,
    j.tier_after,
    j.rank_after,
    j.can_tier,
    j.can_seats,
    j.tier_up,
    j.seats_up,
    greatest(j.tier_up, j.seats_up) as upgraded,
    case when greatest(j.tier_up, j.seats_up) = 1 then j.end_amount - j.start_revalued else 0 end as mrr_gain,
    l.pressure
from judged as j
left join limit_pressure as l on l.month_index = j.month_index - 1 and l.account_id = j.account_id
