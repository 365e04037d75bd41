-- One row per account and renewal that it could make (1 is the first): its term in months, its block, and whether it had left by
-- then. Only accounts whose first month is known, while they stay on their first term, and only renewals that lie in
-- closed months for everybody counted, so that early leavers are not counted before the rest could renew.
with firsts as (
    select m.account_id, m.term_months
    from tenure_months as m
    inner join tenures as t on t.account_id = m.account_id
    where m.age = 0 and t.is_truncated = 0
),

changes as (
    select m.account_id, min(m.age) as changed_age
    from tenure_months as m
    inner join firsts as f on f.account_id = m.account_id and f.term_months <> m.term_months
    group by 1
),

lives as (
    select
        f.account_id,
        f.term_months,
        t.block,
        t.closed_index - t.first_index as seen_age,
        case when t.has_left = 1 then t.last_index - t.first_index + 1 end as left_age,
        c.changed_age
    from firsts as f
    inner join tenures as t on t.account_id = f.account_id
    left join changes as c on c.account_id = f.account_id
),

steps as (
    select month_index - min(month_index) over () + 1 as renewal
    from months
)

select
    l.account_id,
    l.term_months,
    s.renewal,
    l.block,
    case when l.left_age <= s.renewal * l.term_months then 1 else 0 end as is_lost
from lives as l
inner join steps as s on s.renewal * l.term_months <= l.seen_age
where
    (l.left_age is null or l.left_age > (s.renewal - 1) * l.term_months)
    and (l.changed_age is null or l.changed_age >= s.renewal * l.term_months)
