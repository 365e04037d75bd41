-- One row per paying licence in force at the end of a month: it starts before that instant and has not ended before it.
select
    m.month_index,
    l.account_id,
    l.subscription_id,
    l.tier,
    l.tier_rank,
    l.seats,
    l.currency,
    l.monthly_amount,
    case
        when l.cancel_requested_at < m.ends_at and l.ends_at is not null then 1
        else 0
    end as is_leaving
from licences as l
inner join months as m
    on
        l.starts_at < m.ends_at
        and (l.ends_at is null or l.ends_at >= m.ends_at)
where l.pays
