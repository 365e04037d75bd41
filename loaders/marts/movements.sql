-- One row per account and month with revenue at either end: start + new + reactivation + resume + expansion − contraction −
-- pause − churn + fx = end, exactly, in minor units of the reporting currency. The zero cases are told apart first. A pause
-- is no churn while it lasts; an account that is paused throughout has a row without amounts, and so has one that lapses,
-- whose pause ends without a payment. plan is the one held at the month's start, or at its end for those who come.
with classed as (
    select
        p.*,
        case
            when p.start_revalued = 0 and p.end_amount = 0 and p.paused_after = 1 then 'paused'
            when p.start_revalued = 0 and p.end_amount = 0 and p.paused_before = 1 then 'lapse'
            when p.start_revalued = 0 and p.end_amount = 0 then 'none'
            when p.start_revalued = 0 and p.first_paid < p.month_index and p.paused_before = 1 then 'resume'
            when p.start_revalued = 0 and p.first_paid < p.month_index and (
                q.reactivation_gap_days is null
                or coalesce(p.gap_months, 0) * 30.4375 <= q.reactivation_gap_days
            ) then 'reactivation'
            when p.start_revalued = 0 then 'new'
            when p.end_amount = 0 and p.paused_after = 1 then 'pause'
            when p.end_amount = 0 then 'churn'
            when p.end_amount > p.start_revalued then 'expansion'
            when p.end_amount < p.start_revalued then 'contraction'
            else 'none'
        end as class
    from movement_pairs as p
    cross join parameters as q
)

select
    month_index,
    account_id,
    case when start_revalued > 0 or tier_after is null then tier_before else tier_after end as plan,
    class,
    gap_months,
    merged_accounts,
    start_amount,
    case when class = 'new' then end_amount else 0 end as new_amount,
    case when class = 'reactivation' then end_amount else 0 end as reactivation_amount,
    case when class = 'resume' then end_amount else 0 end as resume_amount,
    case when class = 'expansion' then end_amount - start_revalued else 0 end as expansion_amount,
    case when class = 'contraction' then start_revalued - end_amount else 0 end as contraction_amount,
    case when class = 'pause' then start_revalued else 0 end as pause_amount,
    case when class = 'churn' then start_revalued else 0 end as churn_amount,
    start_revalued - start_amount as fx_amount,
    end_amount
from classed
