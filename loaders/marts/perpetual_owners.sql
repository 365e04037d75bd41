-- One row per account that owned a version of a perpetual product on the day the next one was released, as its newest:
-- when it bought a later one, and the months from the release to that day, or to the as-of date while it waits.
-- bought_12 says whether it had bought within 12 months; null where they are not over.
with versions as (
    select family, version, min(released_at) as released_at
    from plans
    where version is not null and family is not null
    group by 1, 2
),

releases as (
    select
        family,
        version,
        released_at,
        lag(version) over (partition by family order by version asc) as version_before
    from versions
),

purchases as (
    select s.account_id, p.family, p.version, min(s.starts_at) as bought_at
    from subscription_periods as s
    inner join plans as p on p.plan_id = s.plan_id
    cross join parameters as q
    where s.kind = 'one_off' and p.version is not null and p.family is not null and s.starts_at < q.as_of_end
    group by 1, 2, 3
),

owners as (
    select r.family, r.version, r.version_before, r.released_at, b.account_id, max(b.version) as newest
    from releases as r
    inner join purchases as b on b.family = r.family and b.version < r.version and b.bought_at < r.released_at
    cross join parameters as q
    where r.released_at < q.as_of_end
    group by 1, 2, 3, 4, 5
),

waits as (
    select o.family, o.version, o.version_before, o.released_at, o.account_id, min(b.bought_at) as bought_at
    from owners as o
    left join purchases as b on b.account_id = o.account_id and b.family = o.family and b.version >= o.version
    where o.newest = o.version_before
    group by 1, 2, 3, 4, 5
)

select
    m.month_index,
    w.account_id,
    w.family,
    w.version_before,
    w.version,
    w.released_at,
    w.bought_at,
    greatest(extract(epoch from coalesce(w.bought_at, q.as_of_end)) - extract(epoch from w.released_at), 0)
    / 86400 / 30.4375 as months,
    case
        when w.released_at + interval '12' month <= q.as_of_end
            then case when w.bought_at < w.released_at + interval '12' month then 1 else 0 end
    end as bought_12
from waits as w
cross join parameters as q
inner join months as m on w.released_at >= m.starts_at and w.released_at < m.ends_at
