-- error: Every currency in use has an exchange rate for every closed month, and for the open one or the month before it.
-- touches: all
with used as (
    select distinct currency from subscription_periods
    where coalesce(kind, 'recurring') <> 'one_off'
)

select
    u.currency || ' ' || m.label as what,
    'no rate: add a row for ' || u.currency || ' and ' || m.label || ' to the fx_rates export' as detail
from used as u
cross join months as m
cross join parameters as q
left join fx_rates as r on r.currency = u.currency and r.month = m.month
left join fx_rates as p on p.currency = u.currency and p.month = m.previous_month
where
    u.currency <> q.currency and r.rate is null and (m.is_closed or p.rate is null)
    -- What was held when the month began is revalued at the month's rate, even if it ends within it.
    and exists (
        select 1 from subscription_periods as s
        where
            s.currency = u.currency and coalesce(s.kind, 'recurring') <> 'one_off'
            and s.starts_at < m.ends_at and (s.ends_at is null or s.ends_at >= m.starts_at)
    )
