-- One row per account that ever paid, as it stands today: its first month with revenue, the last before it is first
-- gone, and the month its age is counted from. That is the first month; for an account that pays in the first month of
-- the exports, nobody saw its first, so it is the month the account was opened, or null where that is not known. On
-- pause it is still there, where settings.pause says so. block deals the accounts out evenly, for intervals by leaving out one block at a time.
with edges as (
    select min(a.month_index) as export_index, max(a.month_index) as closed_index
    from months as a
    inner join (select min(month_index) as month_index from account_currency_months) as f
        on a.month_index >= f.month_index
    where a.is_closed
),

paid as (
    select distinct coalesce(l.survivor_id, a.account_id) as account_id, a.month_index
    from account_currency_months as a
    inner join edges as e on a.month_index <= e.closed_index
    left join latest_lineage as l on l.account_id = a.account_id
),

begins as (
    select account_id, min(month_index) as first_index
    from paid
    group by 1
),

paused as (
    select distinct coalesce(s.survivor_id, l.account_id) as account_id, l.month_index
    from licences_in_force as l
    cross join parameters as q
    inner join edges as e on l.month_index <= e.closed_index
    left join latest_lineage as s on s.account_id = l.account_id
    where l.kind = 'recurring' and l.status = 'paused' and q.pause_is_apart
),

present as (
    select account_id, month_index from paid
    union
    select p.account_id, p.month_index
    from paused as p
    inner join begins as b on b.account_id = p.account_id and p.month_index > b.first_index
),

runs as (
    select
        account_id,
        month_index,
        month_index - row_number() over (partition by account_id order by month_index) as run
    from present
),

firsts as (
    select account_id, min(month_index) as first_index, min(run) as run
    from runs
    group by 1
),

unbroken as (
    select f.account_id, f.first_index, max(r.month_index) as last_index
    from firsts as f
    inner join runs as r on r.account_id = f.account_id and r.run = f.run
    group by 1, 2
),

opened as (
    select
        coalesce(l.survivor_id, a.account_id) as account_id,
        min(extract(year from a.created_at) * 12 + extract(month from a.created_at) - 1) as opened_index
    from accounts as a
    left join latest_lineage as l on l.account_id = a.account_id
    where a.created_at is not null
    group by 1
)

select
    u.account_id,
    u.first_index,
    u.last_index,
    e.closed_index,
    case when u.last_index < e.closed_index then 1 else 0 end as has_left,
    case when u.first_index = e.export_index then 1 else 0 end as is_truncated,
    case
        when u.first_index > e.export_index then u.first_index
        when o.opened_index <= u.first_index then cast(o.opened_index as integer)
    end as born_index,
    row_number() over (order by u.account_id) % 50 as block
from unbroken as u
cross join edges as e
left join opened as o on o.account_id = u.account_id
