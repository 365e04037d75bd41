-- One row per trial started by the as-of date: converted, pending or abandoned. A sale is the first payment of a
-- subscription (its first paid licence where there are no payments). It converts the newest trial that began by the
-- day it was made, within day 0 to the window's last, and only that one. A full refund of the first payment voids it.
with charges as (
    select
        account_id,
        subscription_id,
        paid_at,
        amount,
        kind,
        row_number() over (
            partition by account_id, subscription_id, kind order by paid_at asc nulls last, amount desc nulls last
        ) as place
    from payments
    where amount > 0
),

refunded as (
    select distinct f.account_id, f.subscription_id
    from charges as f
    inner join charges as r
        on
            r.account_id = f.account_id
            and coalesce(r.subscription_id, '') = coalesce(f.subscription_id, '')
            and r.kind = 'refund' and r.amount >= f.amount and r.paid_at >= f.paid_at
    left join charges as s
        on
            s.account_id = f.account_id
            and coalesce(s.subscription_id, '') = coalesce(f.subscription_id, '')
            and s.kind = 'charge' and s.place = 2
    cross join parameters as q
    where f.kind = 'charge' and f.place = 1 and r.paid_at < q.as_of_end and (s.paid_at is null or r.paid_at < s.paid_at)
),

sales as (
    select account_id, subscription_id, paid_at as sold_at
    from charges
    where kind = 'charge' and place = 1
    union all
    select account_id, subscription_id, min(starts_at) as sold_at
    from licences
    where pays and monthly_amount > 0 and (select count(*) from payments) = 0
    group by 1, 2
),

matched as (
    select
        t.trial_id,
        s.account_id,
        s.subscription_id,
        s.sold_at,
        t.started_at,
        row_number() over (
            partition by s.account_id, s.subscription_id order by t.started_at desc nulls last, t.trial_id asc nulls last
        ) as place
    from sales as s
    inner join trials as t
        on
            t.account_id = s.account_id
            and (t.subscription_id is null or s.subscription_id is null or t.subscription_id = s.subscription_id)
            and date_trunc('day', t.started_at) <= s.sold_at
    cross join parameters as q
    where s.sold_at < q.as_of_end
),

converted as (
    select m.trial_id, min(m.sold_at) as converted_at
    from matched as m
    cross join parameters as q
    left join refunded as r
        on r.account_id = m.account_id and coalesce(r.subscription_id, '') = coalesce(m.subscription_id, '')
    where
        m.place = 1 and r.account_id is null
        and m.sold_at < date_trunc('day', m.started_at) + (q.trial_window_days + 1) * interval '1' day
    group by 1
)

select
    m.month_index,
    t.trial_id,
    t.account_id,
    coalesce(t.source, 'unknown') as source,
    t.started_at,
    c.converted_at,
    case
        when c.converted_at is not null then 'converted'
        when q.as_of_end < date_trunc('day', t.started_at) + (q.trial_window_days + 1) * interval '1' day then 'pending'
        else 'abandoned'
    end as outcome,
    date_trunc('day', m.ends_at - interval '1' second) + (q.trial_window_days + 1) * interval '1' day <= q.as_of_end as is_mature
from trials as t
cross join parameters as q
inner join months as m on t.started_at >= m.starts_at and t.started_at < m.ends_at
left join converted as c on c.trial_id = t.trial_id
where t.started_at < q.as_of_end
