-- One row per sale: the first payment of a subscription (its first paid licence where there are no payments), the plan
-- it bought where a licence says so, and when refunds had given all of it back before anything else was paid.
with charges as (
    select
        account_id,
        subscription_id,
        paid_at,
        amount,
        row_number() over (
            partition by account_id, subscription_id order by paid_at asc nulls last, amount desc nulls last
        ) as place,
        lead(paid_at) over (
            partition by account_id, subscription_id order by paid_at asc nulls last, amount desc nulls last
        ) as next_paid_at
    from payments
    where kind = 'charge' and amount > 0
),

given_back as (
    select
        f.account_id,
        f.subscription_id,
        f.amount,
        r.paid_at as refunded_at,
        sum(r.amount) over (
            partition by f.account_id, f.subscription_id order by r.paid_at asc nulls last
            rows between unbounded preceding and current row
        ) as refunded_amount
    from charges as f
    inner join payments as r
        on
            r.account_id = f.account_id
            and coalesce(r.subscription_id, '') = coalesce(f.subscription_id, '')
            and r.kind = 'refund' and r.paid_at >= f.paid_at
            and (f.next_paid_at is null or r.paid_at < f.next_paid_at)
    where f.place = 1
),

voids as (
    select account_id, coalesce(subscription_id, '') as subscription_key, min(refunded_at) as voided_at
    from given_back
    where refunded_amount >= amount
    group by 1, 2
),

sales as (
    select account_id, subscription_id, paid_at as sold_at
    from charges
    where place = 1
    union all
    select account_id, subscription_id, min(starts_at) as sold_at
    from licences
    where pays and monthly_amount > 0 and (select count(*) from payments) = 0
    group by 1, 2
),

-- What is in force on the day of the sale; else what comes next, where billing runs ahead of the licence.
bought as (
    select
        s.account_id,
        s.subscription_id,
        l.plan_id,
        l.tier,
        row_number() over (
            partition by s.account_id, s.subscription_id
            order by
                case when l.starts_at < date_trunc('day', s.sold_at) + interval '1' day then 0 else 1 end asc nulls last,
                case when l.tier_rank is null then 1 else 0 end asc nulls last,
                case when l.starts_at < date_trunc('day', s.sold_at) + interval '1' day then null else l.starts_at end asc nulls last,
                l.tier_rank desc nulls last, l.monthly_amount desc nulls last, l.plan_id asc nulls last
        ) as place
    from sales as s
    inner join licences as l
        on
            l.account_id = s.account_id
            and (s.subscription_id is null or l.subscription_id = s.subscription_id)
            and l.pays and l.monthly_amount > 0 and l.plan_id is not null
            and (l.ends_at is null or l.ends_at > date_trunc('day', s.sold_at))
)

select s.account_id, s.subscription_id, s.sold_at, b.plan_id, b.tier, v.voided_at
from sales as s
left join bought as b
    on
        b.account_id = s.account_id and coalesce(b.subscription_id, '') = coalesce(s.subscription_id, '') and b.place = 1
left join voids as v
    on v.account_id = s.account_id and v.subscription_key = coalesce(s.subscription_id, '')
