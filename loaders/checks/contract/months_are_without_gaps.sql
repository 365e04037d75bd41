-- warn: From the first row of a table to its last, no month is without any, where it has at least 5 rows a month.
-- touches: mrr, nrr, grr, logo_churn, trial_conversion, trial_conversion_year, upgrade_hazard
with dated as (
    select 'licence starts' as name, starts_at as dated_at from subscription_periods
    union all
    select 'payments', paid_at from payments
    union all
    select 'trials', started_at from trials
    union all
    select 'use', cast("day" as timestamp) from usage
    union all
    select 'events', "at" from events
    union all
    select 'messages', sent_at from messages
    union all
    select 'tickets', opened_at from tickets
    union all
    select 'offers', "at" from offer_events
    union all
    select 'work', opened_at from work_items
),

counted as (
    select d.name, m.month_index, min(m.label) as label, count(*) as row_count
    from dated as d
    inner join months as m on d.dated_at >= m.starts_at and d.dated_at < m.ends_at
    group by 1, 2
),

spans as (
    select name, min(month_index) as first_index, max(month_index) as last_index, sum(row_count) as row_count
    from counted
    group by 1
)

select m.label as what, 'has no row of ' || s.name || ', which has some before and after: is a file missing?' as detail
from spans as s
inner join months as m on m.month_index > s.first_index and m.month_index < s.last_index
left join counted as c on c.name = s.name and c.month_index = m.month_index
where c.name is null and s.row_count >= 5 * (s.last_index - s.first_index + 1)
