-- One row per licence that ended and was followed, within join_gap_days, by a licence of the same account under any
-- subscription: it counts as in force through the gap, at what it was worth before. A change on the spot is no gap, nor is
-- a time that a pause or an unpaid span accounts for. One account may follow another that it had taken over by then.
with owners as (
    select
        a.account_id,
        a.merged_at,
        coalesce(b.merged_into, a.merged_into, a.account_id) as owner_id
    from accounts as a
    left join accounts as b on b.account_id = a.merged_into
),

spans as (
    select
        l.*,
        coalesce(o.owner_id, l.account_id) as owner_id,
        o.merged_at
    from licence_spans as l
    cross join parameters as q
    left join owners as o on o.account_id = l.account_id
    where l.kind = 'recurring' and l.starts_at < q.as_of_end
),

paid as (
    select * from spans
    where pays and (ends_at is null or ends_at > starts_at)
),

ended as (
    select e.account_id, e.subscription_id, e.owner_id, e.merged_at, e.currency, e.ends_at, e.monthly_amount
    from paid as e
    left join paid as n on n.owner_id = e.owner_id and n.starts_at = e.ends_at
    where e.ends_at is not null and n.owner_id is null
),

begun as (
    select b.account_id, b.subscription_id, b.owner_id, b.merged_at, b.starts_at, b.monthly_amount
    from paid as b
    left join paid as n on n.owner_id = b.owner_id and n.ends_at = b.starts_at
    where n.owner_id is null
),

gaps as (
    select e.account_id, e.owner_id, e.ends_at as ended_at, min(b.starts_at) as resumed_at
    from ended as e
    cross join parameters as q
    inner join begun as b
        on
            b.owner_id = e.owner_id
            and b.starts_at > e.ends_at
            and b.starts_at <= e.ends_at + q.join_gap_days * interval '1' day
            and (b.account_id = e.account_id or (
                coalesce(e.merged_at, b.starts_at) <= b.starts_at and coalesce(b.merged_at, b.starts_at) <= b.starts_at
            ))
    group by 1, 2, 3
),

explained as (
    select distinct g.account_id, g.ended_at
    from gaps as g
    inner join spans as s
        on
            s.owner_id = g.owner_id
            and s.starts_at < g.resumed_at
            and (s.stands_until is null or s.stands_until > g.ended_at)
            and (not s.pays or s.ends_at <= g.ended_at)
),

resumed as (
    select owner_id, starts_at, min(subscription_id) as subscription_id, sum(monthly_amount) as monthly_amount
    from begun
    group by 1, 2
)

select
    g.account_id,
    e.subscription_id,
    g.ended_at,
    g.resumed_at,
    cast(extract(day from (g.resumed_at - g.ended_at)) as integer) as whole_days,
    e.currency,
    r.subscription_id as resumed_subscription_id,
    sum(e.monthly_amount) as monthly_amount,
    min(r.monthly_amount) as resumed_monthly_amount
from gaps as g
inner join ended as e on e.account_id = g.account_id and e.ends_at = g.ended_at
inner join resumed as r on r.owner_id = g.owner_id and r.starts_at = g.resumed_at
left join explained as x on x.account_id = g.account_id and x.ended_at = g.ended_at
where x.account_id is null
group by 1, 2, 3, 4, 5, 6, 7
