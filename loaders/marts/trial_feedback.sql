-- One row per trial asked about: whether it converted, whether it answered, and whether its latest answer is favourable
-- (4 or 5 of a csat, 5 to 7 of a ces). Questions about trials are those whose survey or wave is named "trial".
with asked as (
    select
        r.account_id,
        r.scale,
        r.score,
        coalesce(r.invited_at, r.answered_at) as asked_at,
        case when r.answered_at < q.as_of_end and r.score is not null then 1 else 0 end as is_answered
    from responses as r
    cross join parameters as q
    where
        (lower(r.survey) = 'trial' or lower(r.wave) = 'trial') and r.scale in ('csat', 'ces')
        and coalesce(r.invited_at, r.answered_at) < q.as_of_end
),

placed as (
    select
        a.*,
        o.trial_id,
        row_number() over (
            partition by a.account_id, a.asked_at, a.scale, a.score
            order by o.started_at desc nulls last, o.trial_id asc nulls last
        ) as place
    from asked as a
    inner join trial_outcomes as o on o.account_id = a.account_id and o.started_at <= a.asked_at
),

latest as (
    select
        p.*,
        row_number() over (
            partition by p.trial_id order by p.is_answered desc nulls last, p.asked_at desc nulls last, p.scale asc nulls last
        ) as nth
    from placed as p
    where p.place = 1
)

select
    o.month_index,
    o.trial_id,
    o.account_id,
    o.outcome,
    l.is_answered,
    case when l.is_answered = 1 and l.score >= case when l.scale = 'csat' then 4 else 5 end then 1 else 0 end as is_favourable
from latest as l
inner join trial_outcomes as o on o.trial_id = l.trial_id
where l.nth = 1
