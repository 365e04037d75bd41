-- One row per term in months, renewal (1 is the first) and block of accounts: how many could renew, and how many had left
-- by then. The sums of renewal_chances.
select
    term_months,
    renewal,
    block,
    count(*) as accounts,
    sum(is_lost) as lost
from renewal_chances
group by 1, 2, 3
