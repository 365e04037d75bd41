-- One row per month and paying licence held at its start: whether its term ends in the month, so that it can be renewed
-- or lost. A term of a month or less ends every month. A longer one ends on the days of the renewals export where the
-- subscription stands in it, else every so many months after term_starts, and where the licence ends so many months
-- after any change of it: a loss is due in its month, unless it came within a term whose start was seen (is_early). A
-- licence past due is decided when it is paid or ended.
with dated as (
    select distinct coalesce(r.subscription_id, r.account_id) as holder, m.month_index
    from renewals as r
    left join months as m on r.renews_on >= m.month and r.renews_on <= m.last_day
),

holders as (
    select distinct holder from dated
),

stays as (
    select month_index, subscription_id, max(case when status = 'past_due' then 1 else 0 end) as is_unpaid
    from licences_in_force
    where pays
    group by 1, 2
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
        coalesce(u.is_unpaid, 0) as is_unpaid,
        case when u.subscription_id is null then 1 else 0 end as has_ended,
        -- An end is written as the last day of the term as often as the day after it.
        case when u.subscription_id is null and l.ends_at + interval '1' day >= m.ends_at then 1 else 0 end as days_over,
        m.month_index - t.term_index as months_held,
        case when u.subscription_id is null and t.is_seen = 0 then 1 else 0 end as is_unseen_end
    from licences_in_force as l
    inner join months as m on m.month_index = l.month_index + 1
    left join stays as u on u.month_index = m.month_index and u.subscription_id = l.subscription_id
    left join term_starts as t
        on
            t.account_id = l.account_id and t.subscription_id = l.subscription_id
            and t.plan_key = coalesce(l.plan_id, l.tier) and t.interval_months = l.interval_months
            and l.starts_at >= t.starts_at and l.starts_at <= t.last_starts_at
    where l.pays
),

changes as (
    select distinct l.account_id, l.subscription_id, l.interval_months, m.month_index
    from licences as l
    inner join months as m on l.starts_at >= m.starts_at and l.starts_at < m.ends_at
    where l.kind = 'recurring' and l.interval_months > 1
),

closed as (
    select distinct h.month_index, h.account_id, h.subscription_id, h.interval_months
    from held as h
    inner join changes as c
        on
            c.account_id = h.account_id and c.subscription_id = h.subscription_id
            and c.interval_months = h.interval_months and c.month_index < h.month_index
    where
        h.has_ended = 1
        and floor((h.month_index + h.days_over - c.month_index) / h.interval_months)
        > floor((h.month_index - 1 - c.month_index) / h.interval_months)
),

termed as (
    select
        h.*,
        case
            when h.interval_months <= 1 or d.month_index is not null then 1
            when s.holder is not null or a.holder is not null then 0
            when c.month_index is not null or h.is_unseen_end = 1 then 1
            when floor(h.months_held / h.interval_months) > floor((h.months_held - 1) / h.interval_months) then 1
            else 0
        end as is_term_end
    from held as h
    left join holders as s on s.holder = h.subscription_id
    left join holders as a on a.holder = h.account_id
    left join dated as d on d.month_index = h.month_index and d.holder = coalesce(s.holder, a.holder)
    left join closed as c
        on
            c.month_index = h.month_index and c.account_id = h.account_id
            and c.subscription_id = h.subscription_id and c.interval_months = h.interval_months
)

select
    month_index, account_id, subscription_id, currency, monthly_amount, interval_months, was_unpaid, is_term_end,
    case when interval_months > 1 then 1 else 0 end as is_long,
    case
        when interval_months <= 1 then 1
        when is_unpaid = 1 then 0
        when was_unpaid = 1 or is_term_end = 1 then 1
        else 0
    end as is_due,
    case when has_ended = 1 and was_unpaid = 0 and is_term_end = 0 then 1 else 0 end as is_early
from termed
