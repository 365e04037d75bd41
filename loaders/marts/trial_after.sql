-- One row per converted trial and number of days after the conversion, where that day is over: whether the account still
-- pays at its end, on a tier above, below or as on the day of conversion.
with looks as (
    select
        o.month_index,
        o.trial_id,
        o.account_id,
        a.merged_into,
        h.day,
        date_trunc('day', o.converted_at) + (h.day + 1) * interval '1' day as looked_at
    from trial_outcomes as o
    cross join trial_horizons as h
    left join accounts as a on a.account_id = o.account_id
    where o.outcome = 'converted'
),

held as (
    select k.trial_id, k.day, max(l.tier_rank) as tier_rank, max(case when l.account_id is null then 0 else 1 end) as is_paying
    from looks as k
    left join (
        select account_id, tier_rank, starts_at, ends_at
        from licences
        where pays and monthly_amount > 0
    ) as l
        on
            (l.account_id = k.account_id or l.account_id = k.merged_into)
            and l.starts_at < k.looked_at and (l.ends_at is null or l.ends_at >= k.looked_at)
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
