-- warn: In an experiment, no event comes to twice as many units in the day before they were exposed as in the day after. One that does
-- tells of exposures logged late, or in another time zone.
-- touches: none
with first_seen as (
    select experiment_id, unit_type, unit_id, min(exposed_at) as exposed_at
    from exposures
    group by 1, 2, 3
),

near as (
    select f.experiment_id, f.unit_id, e.event, f.exposed_at, e."at"
    from first_seen as f
    inner join events as e on e.user_id = f.unit_id
    where coalesce(f.unit_type, 'user') = 'user'
    union all
    select f.experiment_id, f.unit_id, e.event, f.exposed_at, e."at"
    from first_seen as f
    inner join events as e on e.account_id = f.unit_id
    where f.unit_type = 'account'
),

counted as (
    select
        experiment_id,
        event,
        count(distinct case when "at" < exposed_at and "at" >= exposed_at - interval '1' day then unit_id end) as units_before,
        count(distinct case when "at" >= exposed_at and "at" < exposed_at + interval '1' day then unit_id end) as units_after
    from near
    group by 1, 2
)

select
    experiment_id as what,
    cast(units_before as varchar) || ' units have ' || event || ' in the day before they were exposed, '
    || cast(units_after as varchar) || ' in the day after' as detail
from counted
where units_before >= 5 and units_before > 2 * units_after
