-- One row per experiment and unit: the variant it was first exposed to by the as-of date, how many it saw in all, and its place in line.
-- Of arms a unit saw at the same moment the first is not told: which counts goes round with the unit, so that no arm gains by its name.
with ranked as (
    select
        e.*,
        dense_rank() over (partition by e.experiment_id order by e.unit_id asc nulls last) as unit_place,
        dense_rank() over (partition by e.experiment_id order by e.variant_id asc nulls last) as variant_place
    from exposures as e
),

ordered as (
    select
        e.experiment_id,
        e.unit_id,
        e.variant_id,
        coalesce(e.account_id, case when e.unit_type = 'account' then e.unit_id end) as account_id,
        e.exposed_at,
        e.stage,
        row_number() over (
            partition by e.experiment_id, e.unit_id
            order by e.exposed_at asc nulls last, mod(e.variant_place + e.unit_place, v.variants) asc
        ) as place
    from ranked as e
    inner join (
        select experiment_id, max(variant_place) as variants from ranked group by 1
    ) as v on v.experiment_id = e.experiment_id
    cross join parameters as q
    where e.exposed_at < q.as_of_end
),

seen as (
    select experiment_id, unit_id, count(distinct variant_id) as variants_seen
    from ordered
    group by 1, 2
)

select
    o.experiment_id,
    o.unit_id,
    o.variant_id,
    o.account_id,
    o.exposed_at,
    o.stage,
    s.variants_seen,
    -- 1 for the unit that was exposed first.
    row_number() over (
        partition by o.experiment_id order by o.exposed_at asc nulls last, o.unit_id asc nulls last
    ) as place,
    -- The same within its account; a unit without one is an account of its own.
    row_number() over (
        partition by o.experiment_id, coalesce(o.account_id, o.unit_id)
        order by o.exposed_at asc nulls last, o.unit_id asc nulls last
    ) as account_place
from ordered as o
inner join seen as s on s.experiment_id = o.experiment_id and s.unit_id = o.unit_id
where o.place = 1
