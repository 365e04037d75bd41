-- One row per account and month at whose start it held a paying licence: whether it could leave in the month. A licence
-- billed by the month or past due can end at any time. A longer one can where the list of renewals has a term that ends in
-- the month; for accounts without such a list a term is counted from the day the licence took its plan, seats and
-- interval, so that an upgrade begins a new one. An account can leave when all it holds can end.
with termed as (
    select
        l.account_id,
        l.status,
        l.starts_at,
        l.ends_at,
        cast(greatest(1, round(l.interval_months, 0)) as integer) as term_months,
        min(l.starts_at) over (
            partition by l.account_id, l.subscription_id, l.plan_id, l.seats, l.interval_months
        ) as term_starts_at
    from licences as l
    where l.pays
),

begun as (
    select t.*, m.month_index as term_index
    from termed as t
    left join months as m on t.term_starts_at >= m.starts_at and t.term_starts_at < m.ends_at
),

held as (
    select m.month_index, b.account_id, b.status, b.term_months, b.term_index
    from begun as b
    inner join months as p on b.starts_at < p.ends_at and (b.ends_at is null or b.ends_at >= p.ends_at)
    inner join months as m on m.month_index = p.month_index + 1
),

listed as (
    select distinct account_id
    from renewals
),

due as (
    select distinct m.month_index, r.account_id
    from renewals as r
    inner join months as m on r.renews_on >= m.month and r.renews_on <= m.last_day
)

select
    h.month_index,
    h.account_id,
    min(case
        when h.term_months = 1 or h.status = 'past_due' then 1
        when l.account_id is not null then case when d.account_id is not null then 1 else 0 end
        when mod(h.month_index - h.term_index, h.term_months) = 0 then 1
        else 0
    end) as can_leave,
    max(h.term_months) as term_months
from held as h
left join listed as l on l.account_id = h.account_id
left join due as d on d.account_id = h.account_id and d.month_index = h.month_index
group by 1, 2
