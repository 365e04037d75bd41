-- One row per currency in use and month: minor units of the reporting currency for one minor unit, so that a yen, which
-- has no cents, is worth what it is. A closed month has its own rate; the open month carries the last one forward until
-- its own is known.
with used as (
    select distinct currency from licences
    where kind <> 'one_off'
)

select
    m.month_index,
    u.currency,
    case
        when u.currency = q.currency then cast(1 as double)
        else coalesce(r.rate, case when not m.is_closed then p.rate end)
            * power(10, coalesce(k.minor_digits, 2) - coalesce(c.minor_digits, 2))
    end as rate
from used as u
cross join months as m
cross join parameters as q
left join currencies as c on c.currency = u.currency
left join currencies as k on k.currency = q.currency
left join fx_rates as r on r.currency = u.currency and r.month = m.month
left join fx_rates as p on p.currency = u.currency and p.month = m.previous_month
