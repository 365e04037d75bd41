-- One row per account and month at whose start it held a paying licence: whether it could leave in the month. A licence
-- past due can end at any time, any other where its term ends in the month, as licence_terms has it. An account can leave
-- when all it holds can end. term_months is the longest term it holds, 1 at least.
select
    month_index,
    account_id,
    min(case when was_unpaid = 1 or is_term_end = 1 then 1 else 0 end) as can_leave,
    cast(greatest(1, round(max(interval_months), 0)) as integer) as term_months
from licence_terms
group by 1, 2
