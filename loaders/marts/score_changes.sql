-- One row per account with two scores: its last one before an upgrade and its first one after (is_upgraded = 1, the
-- account's first upgrade); or, of an account that had not upgraded by the second, its first two in a row. They are
-- compared among accounts with the same first score.
with scores as (
    select account_id, quarter, score, answered_at
    from survey_accounts
    where score is not null
),

first_upgrade as (
    select u.account_id, min(m.starts_at) as from_at, min(m.ends_at) as done_at
    from upgrade_months as u
    inner join months as m on m.month_index = u.month_index
    where u.upgraded = 1
    group by 1
),

befores as (
    select s.*, f.done_at, row_number() over (partition by s.account_id order by s.answered_at desc nulls last) as place
    from scores as s
    inner join first_upgrade as f on f.account_id = s.account_id
    where s.answered_at < f.from_at
),

afters as (
    select s.*, row_number() over (partition by s.account_id order by s.answered_at asc nulls last) as place
    from scores as s
    inner join first_upgrade as f on f.account_id = s.account_id
    where s.answered_at >= f.done_at
),

waiting as (
    select
        s.account_id,
        s.score as score_before,
        lead(s.score) over (partition by s.account_id order by s.answered_at asc nulls last) as score_after,
        lead(s.answered_at) over (partition by s.account_id order by s.answered_at asc nulls last) as answered_after,
        row_number() over (partition by s.account_id order by s.answered_at asc nulls last) as place
    from scores as s
)

select b.account_id, 1 as is_upgraded, b.score as score_before, a.score as score_after
from befores as b
inner join afters as a on a.account_id = b.account_id and a.place = 1
where b.place = 1
union all
select w.account_id, 0 as is_upgraded, w.score_before, w.score_after
from waiting as w
left join first_upgrade as f on f.account_id = w.account_id
where w.place = 1 and w.score_after is not null and (f.from_at is null or w.answered_after < f.from_at)
