-- error: Every currency in use has an exchange rate for every closed month; a missing one is never taken as 1.
-- touches: mrr, arr, nrr, grr, arpa, quick_ratio, ltv
select
    p.currency || ' ' || m.label as what,
    'no rate: add a row for ' || p.currency || ' and ' || m.label || ' to the fx_rates export' as detail
from (select distinct currency from subscription_periods where coalesce(kind, 'recurring') = 'recurring') as p
cross join months as m
cross join parameters as q
left join fx_rates as r on r.currency = p.currency and r.month = m.month
where
    m.is_closed and p.currency <> q.currency and r.rate is null
    and exists (
        select 1 from subscription_periods as s
        where s.currency = p.currency and s.starts_at < m.ends_at and (s.ends_at is null or s.ends_at >= m.ends_at)
    )
