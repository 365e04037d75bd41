-- One row per subscription period, valued by the month in minor units of its currency. A discount larger than the
-- price makes it 0, never less. Trials, pauses, unpaid, metered and one-off items do not pay. A past-due span pays for
-- the days of grace; a snapshot does not say since when it is past due, so there it pays on.
with items as (
    select
        p.*,
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
        greatest(p.amount - coalesce(p.discount_amount, 0), 0) as net_amount
    from subscription_periods as p
),

ranks as (
    select max(tier_rank) as top_rank from plans
)

select
    i.account_id,
    i.subscription_key as subscription_id,
    i.plan_id,
    coalesce(pl.family, pl.name, i.plan_id, 'no plan') as tier,
    pl.tier_rank,
    case when pl.tier_rank is not null or r.top_rank is null then i.seats end as seats,
    i.currency,
    i.effective_kind as kind,
    coalesce(i.status, 'active') as status,
    i.effective_kind = 'recurring'
    and coalesce(i.status, 'active') in ('active', 'past_due', 'non_renewing', 'canceled') as pays,
    i.interval_months,
    cast(i.net_amount as double) / i.interval_months as monthly_amount,
    i.starts_at,
    case
        when i.status = 'past_due' and coalesce(i.at_precision, 'exact') <> 'snapshot' and (
            i.ends_at is null or i.ends_at > i.starts_at + q.grace_days * interval '1' day
        ) then i.starts_at + q.grace_days * interval '1' day
        else i.ends_at
    end as ends_at,
    i.cancel_requested_at
from items as i
cross join parameters as q
cross join ranks as r
left join plans as pl on pl.plan_id = i.plan_id
