-- warn: A payment is in a currency that the account's licences are priced in. Elsewhere one of the two is probably mislabelled.
-- touches: ltv_restricted
with priced as (
    select distinct account_id, currency from subscription_periods where currency is not null
),

licensed as (
    select account_id, min(currency) as currency from priced group by 1
)

select p.account_id as what, 'paid in ' || p.currency || ' and holds licences priced in ' || l.currency as detail
from payments as p
inner join licensed as l on l.account_id = p.account_id
left join priced as c on c.account_id = p.account_id and c.currency = p.currency
where p.currency is not null and c.account_id is null
