-- One row per subscription period, valued by the month in minor units of its currency, at its price (monthly_price) and
-- less the discount in force (monthly_amount), which makes it 0 at least. Trials, pauses, unpaid, metered and one-off
-- items do not pay; a trial without a price has the plan's. A past-due span pays for the days of grace and stands until
-- stands_until; a snapshot does not say since when it is past due, so there it pays on. A past-due span right after a
-- trial does not pay: nothing was ever paid. Of two spans of an item that overlap, the later one counts from its start.
-- Where plans are ranked, seats are those of ranked plans, line_seats those of any. leaving_from is the request to cancel,
-- else the start of a span that says it will not renew; a canceled licence of one span does not say since when.
with lines as (
    select
        p.*,
        lag(p.starts_at) over item as previous_start,
        lag(case when p.kind = 'trial' or p.status = 'trialing' then 1 else 0 end) over item as after_trial,
        lead(p.starts_at) over item as next_start,
        lead(coalesce(p.ends_at, timestamp '9999-01-01 00:00:00')) over item as next_end
    from subscription_periods as p
    window item as (
        partition by
            p.account_id, p.subscription_id, coalesce(p.item_id, p.licence_id),
            case when coalesce(p.kind, 'recurring') in ('recurring', 'trial') then 'recurring' else p.kind end
        order by p.starts_at asc nulls last, p.ends_at asc nulls last
    )
),

spans as (
    select
        *,
        case
            when
                coalesce(item_id, licence_id) is not null and coalesce(kind, 'recurring') = 'recurring'
                and next_start > starts_at and next_start < ends_at and next_end >= ends_at
                then next_start
            else ends_at
        end as stands_until
    from lines
),

items as (
    select
        p.*,
        pl.tier_rank,
        coalesce(pl.family, pl.name, p.plan_id, 'no plan') as tier,
        coalesce(p.subscription_id, p.licence_id, p.item_id, p.account_id) as subscription_key,
        case
            when p.kind = 'trial' or p.status = 'trialing' then 'trial'
            else coalesce(p.kind, 'recurring')
        end as effective_kind,
        case coalesce(p.interval_unit, 'month')
            when 'day' then cast(12 as double) / 365
            when 'week' then cast(12 as double) / 52
            when 'month' then 1.0
            when 'year' then 12.0
        end * coalesce(p.interval_count, 1) as interval_months,
        greatest(case
            when p.amount = 0 and (p.kind = 'trial' or p.status = 'trialing') and pl.currency = p.currency
                then coalesce(pl.list_amount, 0) * coalesce(p.seats, 1)
            else p.amount
        end, 0) as price
    from spans as p
    left join plans as pl on pl.plan_id = p.plan_id
),

ranks as (
    select max(tier_rank) as top_rank from plans
)

select
    i.account_id,
    i.subscription_key as subscription_id,
    i.plan_id,
    i.tier,
    i.tier_rank,
    i.seats as line_seats,
    case when i.tier_rank is not null or r.top_rank is null then i.seats end as seats,
    i.currency,
    i.effective_kind as kind,
    coalesce(i.status, 'active') as status,
    i.effective_kind = 'recurring'
    and coalesce(i.status, 'active') in ('active', 'past_due', 'non_renewing', 'canceled')
    and not (i.status = 'past_due' and coalesce(i.after_trial, 0) = 1) as pays,
    i.interval_months,
    cast(i.price as double) / i.interval_months as monthly_price,
    cast(greatest(i.price - coalesce(i.discount_amount, 0), 0) as double) / i.interval_months as monthly_amount,
    i.starts_at,
    case
        when i.status = 'past_due' and coalesce(i.at_precision, 'exact') <> 'snapshot' and (
            i.stands_until is null or i.stands_until > i.starts_at + q.grace_days * interval '1' day
        ) then i.starts_at + q.grace_days * interval '1' day
        else i.stands_until
    end as ends_at,
    i.stands_until,
    i.cancel_requested_at,
    coalesce(i.cancel_requested_at, case
        when i.status = 'non_renewing' then i.starts_at
        when i.status = 'canceled' and i.previous_start is not null then i.starts_at
    end) as leaving_from,
    i.end_reason
from items as i
cross join parameters as q
cross join ranks as r
