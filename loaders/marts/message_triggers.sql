-- One row per stage whose trigger the playbook names, account and time it was set off, seen by the as-of date: a trial began;
-- the use of a month first reached a share of a limit (known by the day, so it counts from the start of that day); or an event.
with limited as (
    -- Nothing where no stage waits for a limit.
    select distinct r.feature
    from limit_rights as r
    cross join message_stages as s
    where r.limit_quantity > 0 and s.trigger_kind = 'limit'
),

used as (
    select
        m.month_index,
        u.account_id,
        u.feature,
        u.day,
        sum(sum(u.quantity)) over (
            partition by m.month_index, u.account_id, u.feature order by u.day asc nulls last
            rows between unbounded preceding and current row
        ) as used_by_then,
        sum(u.quantity) as used_on_day
    from usage as u
    inner join limited as f on f.feature = u.feature
    inner join months as m on m.month = cast(date_trunc('month', u.day) as date)
    group by 1, 2, 3, 4
),

shares as (
    select
        u.month_index,
        u.account_id,
        u.day,
        max(case when coalesce(r.limit_period, 'month') = 'month' then u.used_by_then else u.used_on_day end / r.limit_quantity)
            as share
    from used as u
    inner join limit_rights as r
        on r.month_index = u.month_index and r.account_id = u.account_id and r.feature = u.feature
    where r.limit_quantity > 0 and coalesce(r.limit_period, 'month') <> 'week'
    group by 1, 2, 3
),

raised as (
    select s.stage, t.account_id, t.started_at as triggered_at
    from message_stages as s
    inner join trials as t on s.trigger_kind = 'trial_start'
    union all
    select s.stage, u.account_id, cast(min(u.day) as timestamp) as triggered_at
    from message_stages as s
    inner join shares as u on s.trigger_kind = 'limit' and u.share >= s.threshold
    group by s.stage, u.account_id, u.month_index
    union all
    select s.stage, e.account_id, e."at" as triggered_at
    from message_stages as s
    inner join events as e on s.trigger_kind = 'event' and e.event = s.event
    where e.account_id is not null
)

select
    r.stage,
    coalesce(g.survivor_id, r.account_id) as account_id,
    r.triggered_at,
    lead(r.triggered_at) over (
        partition by r.stage, coalesce(g.survivor_id, r.account_id) order by r.triggered_at asc nulls last
    ) as next_at
from raised as r
cross join parameters as q
left join latest_lineage as g on g.account_id = r.account_id
where r.triggered_at < q.as_of_end
