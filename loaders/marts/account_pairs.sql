-- One row per distance (1 month, or the retention window), month and account that paid at either end: what it paid and
-- held before and after. Both ends are under the account that stands at the later one, so a take-over moves nothing.
-- Money in minor units of the reporting currency: start_amount and end_at_start_rate at the earlier month's exchange
-- rate, start_revalued and end_amount at the later month's.
with distances as (
    select 1 as lag_months
    union
    select window_months from parameters
),

ends as (
    select d.lag_months, a.month_index, 0 as is_before, a.account_id, a.currency, a.mrr_local
    from account_currency_months as a
    cross join distances as d
    union all
    select d.lag_months, m.month_index, 1 as is_before, a.account_id, a.currency, a.mrr_local
    from account_currency_months as a
    cross join distances as d
    inner join months as m on m.month_index = a.month_index + d.lag_months
),

-- An account's money is converted and rounded before accounts are joined, so that a take-over cannot move a unit.
valued as (
    select
        coalesce(l.survivor_id, e.account_id) as survivor_id,
        e.*,
        round(e.mrr_local * case when e.is_before = 1 then coalesce(b.rate, a.rate) else a.rate end, 0) as at_own_rate,
        round(e.mrr_local * a.rate, 0) as at_end_rate,
        round(e.mrr_local * coalesce(b.rate, a.rate), 0) as at_start_rate
    from ends as e
    inner join fx as a on a.month_index = e.month_index and a.currency = e.currency
    left join fx as b on b.month_index = e.month_index - e.lag_months and b.currency = e.currency
    left join account_lineage as l on l.month_index = e.month_index and l.account_id = e.account_id
),

sums as (
    select
        lag_months,
        month_index,
        survivor_id as account_id,
        cast(sum(case when is_before = 1 then at_own_rate else 0 end) as bigint) as start_amount,
        cast(sum(case when is_before = 1 then at_end_rate else 0 end) as bigint) as start_revalued,
        cast(sum(case when is_before = 0 then at_own_rate else 0 end) as bigint) as end_amount,
        cast(sum(case when is_before = 0 then at_start_rate else 0 end) as bigint) as end_at_start_rate
    from valued
    group by 1, 2, 3
)

select
    v.*,
    b.tier as tier_before,
    b.tier_rank as rank_before,
    b.seats as seats_before,
    b.is_leaving as is_leaving_before,
    a.tier as tier_after,
    a.tier_rank as rank_after,
    a.seats as seats_after
from sums as v
left join account_states as b
    on b.lag_months = v.lag_months and b.month_index = v.month_index and b.account_id = v.account_id and b.is_before = 1
left join account_states as a
    on a.lag_months = v.lag_months and a.month_index = v.month_index and a.account_id = v.account_id and a.is_before = 0
