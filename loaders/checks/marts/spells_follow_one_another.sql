-- error: The spells of an account follow one another, without gap or overlap, as long as it is followed.
-- touches: ltv_restricted
with spells as (
    select account_id, sum(exit_age - entry_age) as months, min(entry_age) as first_age, max(exit_age) as last_age
    from tenure_spells
    group by 1
)

select
    s.account_id as what,
    'followed from ' || cast(s.first_age as varchar) || ' to ' || cast(s.last_age as varchar)
    || ' months, in spells of ' || cast(s.months as varchar) as detail
from spells as s
inner join tenures as t on t.account_id = s.account_id
where
    s.months <> s.last_age - s.first_age
    or s.first_age <> t.first_index - t.born_index
    or s.last_age <> t.last_index - t.born_index + t.has_left
