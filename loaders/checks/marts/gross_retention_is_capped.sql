-- error: What an account keeps is at most what it paid and at most what it pays.
-- touches: grr
select account_id as what, 'keeps ' || cast(kept_amount as varchar) as detail
from retention_accounts
where kept_amount < 0 or kept_amount > start_amount or kept_amount > end_amount
