-- One row per account that holds or held a licence: what it can be filtered by, as the export gives it today.
with holders as (
    select distinct account_id from licences
    union
    select account_id from accounts
)

select
    h.account_id,
    coalesce(a.size_band, 'unknown') as size_band,
    coalesce(a.region, 'unknown') as region,
    coalesce(a.industry, 'unknown') as industry,
    coalesce(a.role, 'unknown') as role
from holders as h
left join accounts as a on a.account_id = h.account_id
