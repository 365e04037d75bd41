-- One row per currency in use and month: units of the reporting currency for one. A closed month has its own rate; the
-- open month carries the last one forward until its own is known.
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
    end as rate
from used as u
cross join months as m
cross join parameters as q
left join fx_rates as r on r.currency = u.currency and r.month = m.month
left join fx_rates as p on p.currency = u.currency and p.month = m.previous_month
