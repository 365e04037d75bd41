-- One row per account and stretch of months on the same plan and term: under watch after entry_age and up to exit_age, in
-- months, and how it ended: left (no revenue for the first time), changed (another plan or term, which it enters at that
-- age) or open (still there when the last month closed).
with stretches as (
    select
        m.account_id,
        m.age,
        m.tier,
        m.tier_rank,
        m.term_months,
        row_number() over (partition by m.account_id order by m.age)
        - row_number() over (partition by m.account_id, m.tier, m.term_months order by m.age) as stretch
    from tenure_months as m
),

ends as (
    select
        account_id,
        tier as plan,
        tier_rank as plan_rank,
        term_months,
        stretch,
        min(age) as entry_age,
        max(age) as last_age
    from stretches
    group by 1, 2, 3, 4, 5
)

select
    e.account_id,
    e.plan,
    e.plan_rank,
    e.term_months,
    t.block,
    e.entry_age,
    case
        when e.last_age < t.last_index - t.born_index or t.has_left = 1 then e.last_age + 1
        else e.last_age
    end as exit_age,
    case
        when e.last_age < t.last_index - t.born_index then 'changed'
        when t.has_left = 1 then 'left'
        else 'open'
    end as ended
from ends as e
inner join tenures as t on t.account_id = e.account_id
