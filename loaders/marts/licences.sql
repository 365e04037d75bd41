-- One row per subscription period as licence_spans values it, in force until ends_at: until the next licence of the account
-- begins where the gap between them is joined.
select
    l.account_id,
    l.subscription_id,
    l.plan_id,
    l.tier,
    l.tier_rank,
    l.line_seats,
    l.seats,
    l.currency,
    l.kind,
    l.status,
    l.pays,
    l.interval_months,
    l.monthly_price,
    l.monthly_amount,
    l.starts_at,
    coalesce(g.resumed_at, l.ends_at) as ends_at,
    l.cancel_requested_at,
    l.leaving_from,
    l.end_reason
from licence_spans as l
left join joined_gaps as g
    on
        g.account_id = l.account_id
        and g.subscription_id = l.subscription_id
        and g.ended_at = l.ends_at
        and g.currency = l.currency
        and l.pays
        and l.starts_at < g.ended_at
