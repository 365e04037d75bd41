-- One row per converted trial and number of days after the conversion, where that day is over: whether the account still
-- pays at its end, on a tier above, below or as on the day of conversion.
with looks as (
    select
        o.month_index,
        o.trial_id,
        o.account_id,
        coalesce(s.survivor_id, o.account_id) as owner_id,
        h.day,
        date_trunc('day', o.converted_at) + (h.day + 1) * interval '1' day as looked_at
    from trial_outcomes as o
    cross join trial_horizons as h
    left join latest_lineage as s on s.account_id = o.account_id
    where o.outcome = 'converted'
),

held as (
    select k.trial_id, k.day, max(l.tier_rank) as tier_rank, max(case when l.account_id is null then 0 else 1 end) as is_paying
    from looks as k
    left join (
        select
            coalesce(s.survivor_id, p.account_id) as owner_id, p.account_id, p.tier_rank, p.starts_at,
            coalesce(p.ends_at, timestamp '9999-12-31 00:00:00') as until_at
        from licences as p
        left join latest_lineage as s on s.account_id = p.account_id
        where p.pays and p.monthly_amount > 0
    ) as l
        on
            l.owner_id = k.owner_id
            and l.starts_at < k.looked_at and l.until_at >= k.looked_at
    group by 1, 2
)

select
    k.month_index,
    k.trial_id,
    k.account_id,
    k.day,
    h.is_paying,
    case
        when h.is_paying = 0 then 'not paying'
        when h.tier_rank > f.tier_rank then 'higher tier'
        when h.tier_rank < f.tier_rank then 'lower tier'
        else 'same tier'
    end as holds
from looks as k
cross join parameters as q
inner join held as h on h.trial_id = k.trial_id and h.day = k.day
inner join held as f on f.trial_id = k.trial_id and f.day = 0
where k.day > 0 and k.looked_at <= q.as_of_end
