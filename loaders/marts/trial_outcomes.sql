-- One row per trial started by the as-of date: converted, pending or abandoned. A sale converts the newest trial that
-- began by the day it was made and that it matches, within day 0 to the window's last, and only that one. Both must name
-- the same subscription where both name one; settings.trial.match may ask for the tier or the plan tried, too.
with tried as (
    select
        t.*,
        coalesce(p.family, p.name, t.plan_id) as tier
    from trials as t
    left join plans as p on p.plan_id = t.plan_id
),

matched as (
    select
        t.trial_id,
        s.subscription_id,
        s.sold_at,
        s.tier,
        s.voided_at,
        t.started_at,
        row_number() over (
            partition by s.account_id, s.subscription_id order by t.started_at desc nulls last, t.trial_id asc nulls last
        ) as place
    from trial_sales as s
    cross join parameters as q
    inner join tried as t
        on
            t.account_id = s.account_id
            and (t.subscription_id is null or s.subscription_id is null or t.subscription_id = s.subscription_id)
            and (
                q.trial_match = 'any' or t.plan_id is null or s.plan_id is null
                or (q.trial_match = 'tier' and t.tier = s.tier)
                or (q.trial_match = 'plan' and t.plan_id = s.plan_id)
            )
            and date_trunc('day', t.started_at) <= s.sold_at
    where s.sold_at < q.as_of_end
),

converted as (
    select
        m.*,
        row_number() over (
            partition by m.trial_id order by m.sold_at asc nulls last, m.subscription_id asc nulls last
        ) as nth
    from matched as m
    cross join parameters as q
    where
        m.place = 1 and (m.voided_at is null or m.voided_at >= q.as_of_end)
        and m.sold_at < date_trunc('day', m.started_at) + (q.trial_window_days + 1) * interval '1' day
)

select
    m.month_index,
    t.trial_id,
    t.account_id,
    coalesce(t.source, 'unknown') as source,
    coalesce(t.tier, 'unknown') as plan,
    t.started_at,
    t.ends_at,
    c.sold_at as converted_at,
    c.subscription_id as converted_subscription_id,
    c.tier as converted_plan,
    case
        when c.trial_id is not null then 'converted'
        when q.as_of_end < date_trunc('day', t.started_at) + (q.trial_window_days + 1) * interval '1' day then 'pending'
        else 'abandoned'
    end as outcome,
    date_trunc('day', t.started_at) + (q.trial_window_days + 1) * interval '1' day <= q.as_of_end as is_over,
    date_trunc('day', m.ends_at - interval '1' second) + (q.trial_window_days + 1) * interval '1' day <= q.as_of_end as is_mature
from tried as t
cross join parameters as q
inner join months as m on t.started_at >= m.starts_at and t.started_at < m.ends_at
left join converted as c on c.trial_id = t.trial_id and c.nth = 1
where t.started_at < q.as_of_end
