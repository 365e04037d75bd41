-- warn: Every plan that a trial or a right names is in the list of plans. A trial of another has no tier.
-- touches: trial_conversion, trial_conversion_year, trial_conversion_open, trial_time
with named as (
    select plan_id, 'trials' as held_in from trials
    union all
    select plan_id, 'entitlements' from entitlements
)

select n.plan_id as what, 'stands in ' || cast(count(*) as varchar) || ' rows of ' || min(n.held_in) || ' and not in the plans export' as detail
from named as n
left join plans as l on l.plan_id = n.plan_id
where n.plan_id is not null and l.plan_id is null and (select count(*) from plans) > 0
group by 1
