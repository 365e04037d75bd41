-- One row per account and month with a licence in force at its end: what it is contracted to pay a month before discounts,
-- is billed after them, and stays committed to, without licences scheduled to end; what its trials
-- would pay; and metered items, at what they last came to a month. Money in minor units of the reporting currency at the
-- month's rate, under the account that stands then; plan as in account_states.
with lines as (
    select
        *,
        1 - is_leaving as stays
    from licences_in_force
    where pays or kind in ('trial', 'metered')
),

sums as (
    select
        month_index,
        account_id,
        currency,
        sum(case when pays then monthly_price else 0 end) as contracted,
        sum(case when pays then monthly_amount else 0 end) as billed,
        sum(case when pays then monthly_amount * stays else 0 end) as committed,
        sum(case when kind = 'trial' then monthly_amount else 0 end) as trial,
        sum(case when kind = 'trial' then monthly_amount * stays else 0 end) as trial_committed,
        sum(case when kind = 'metered' then monthly_amount else 0 end) as metered
    from lines
    group by 1, 2, 3
),

-- As in account_currency_months, an amount is rounded in its currency, and again when it is converted.
valued as (
    select
        s.month_index,
        coalesce(l.survivor_id, s.account_id) as account_id,
        round(round(round(s.contracted, 6), 0) * f.rate, 0) as contracted,
        round(round(round(s.billed, 6), 0) * f.rate, 0) as billed,
        round(round(round(s.committed, 6), 0) * f.rate, 0) as committed,
        round(round(round(s.trial, 6), 0) * f.rate, 0) as trial,
        round(round(round(s.trial_committed, 6), 0) * f.rate, 0) as trial_committed,
        round(round(round(s.metered, 6), 0) * f.rate, 0) as metered
    from sums as s
    inner join fx as f on f.month_index = s.month_index and f.currency = s.currency
    left join account_lineage as l on l.month_index = s.month_index and l.account_id = s.account_id
)

select
    v.month_index,
    v.account_id,
    min(a.tier) as plan,
    cast(sum(v.contracted) as bigint) as contracted,
    cast(sum(v.billed) as bigint) as billed,
    cast(sum(v.committed) as bigint) as committed,
    cast(sum(v.trial) as bigint) as trial,
    cast(sum(v.trial_committed) as bigint) as trial_committed,
    cast(sum(v.metered) as bigint) as metered
from valued as v
left join account_states as a
    on a.lag_months = 1 and a.is_before = 0 and a.month_index = v.month_index and a.account_id = v.account_id
group by 1, 2
