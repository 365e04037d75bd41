-- warn: No unit of an experiment is exposed to two variants. The first counts.
-- touches: none
select experiment_id as what, unit_id || ' saw ' || cast(count(distinct variant_id) as varchar) || ' variants' as detail
from exposures
group by experiment_id, unit_id
having count(distinct variant_id) > 1
