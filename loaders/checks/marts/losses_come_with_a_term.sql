-- warn: A customer on a term longer than a month leaves when the term ends. One that left within it is lost, but was not up for renewal.
-- touches: logo_churn_renewable
select
    t.account_id as what,
    'left in ' || m.label || ', which is within the term of ' || t.subscription_id as detail
from licence_terms as t
inner join months as m on m.month_index = t.month_index
inner join account_turnover as v on v.month_index = t.month_index and v.account_id = t.account_id and v.is_lost = 1
where t.is_early = 1
