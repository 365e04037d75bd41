-- One row per month and paying licence held at its start: whether its term ends in the month, so that it can be renewed
-- or lost. A term of a month or less ends every month. A longer one ends on the days of the renewals export where the
-- subscription stands in it, else every so many months after the licence began. A licence past due is decided when it is
-- paid or ended.
with first_days as (
    select l.subscription_id, l.interval_months, min(m.month_index) as first_index
    from licences as l
    inner join months as m on l.starts_at >= m.starts_at and l.starts_at < m.ends_at
    where l.pays
    group by 1, 2
),

dated as (
    select distinct coalesce(r.subscription_id, r.account_id) as holder, m.month_index
    from renewals as r
    left join months as m on r.renews_on >= m.month and r.renews_on <= m.last_day
),

holders as (
    select distinct holder from dated
),

unpaid as (
    select distinct month_index, subscription_id
    from licences_in_force
    where pays and status = 'past_due'
),

held as (
    select
        m.month_index,
        l.account_id,
        l.subscription_id,
        l.currency,
        l.monthly_amount,
        l.interval_months,
        case when l.status = 'past_due' then 1 else 0 end as was_unpaid,
        case when u.subscription_id is not null then 1 else 0 end as is_unpaid,
        m.month_index - f.first_index as months_held
    from licences_in_force as l
    inner join months as m on m.month_index = l.month_index + 1
    left join unpaid as u on u.month_index = m.month_index and u.subscription_id = l.subscription_id
    left join first_days as f on f.subscription_id = l.subscription_id and f.interval_months = l.interval_months
    where l.pays
)

select
    h.month_index,
    h.account_id,
    h.subscription_id,
    h.currency,
    h.monthly_amount,
    case when h.interval_months > 1 then 1 else 0 end as is_long,
    case
        when h.interval_months <= 1 then 1
        when h.is_unpaid = 1 then 0
        when h.was_unpaid = 1 or d.month_index is not null then 1
        when s.holder is not null or a.holder is not null then 0
        when floor(h.months_held / h.interval_months) > floor((h.months_held - 1) / h.interval_months) then 1
        else 0
    end as is_due
from held as h
left join holders as s on s.holder = h.subscription_id
left join holders as a on a.holder = h.account_id
left join dated as d on d.month_index = h.month_index and d.holder = coalesce(s.holder, a.holder)
