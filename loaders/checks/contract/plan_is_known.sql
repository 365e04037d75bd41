-- warn: Every plan held is in the list of plans. One that is not counts for revenue, but has no place among the tiers.
-- touches: upgrade_rate, upgrade_rate_tier, upgrade_hazard
select p.plan_id as what, cast(count(*) as varchar) || ' licences hold a plan that the plans export does not list' as detail
from subscription_periods as p
left join plans as l on l.plan_id = p.plan_id
where p.plan_id is not null and l.plan_id is null and (select count(*) from plans) > 0
group by 1
