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

named as (
    select
        e.lag_months,
        e.month_index,
        coalesce(l.survivor_id, e.account_id) as account_id,
        e.currency,
        sum(case when e.is_before = 1 then e.mrr_local else 0 end) as before_local,
        sum(case when e.is_before = 0 then e.mrr_local else 0 end) as after_local
    from ends as e
    left join account_lineage as l on l.month_index = e.month_index and l.account_id = e.account_id
    group by 1, 2, 3, 4
),

valued as (
    select
        n.lag_months,
        n.month_index,
        n.account_id,
        cast(sum(round(coalesce(n.before_local * b.rate, 0), 0)) as bigint) as start_amount,
        cast(sum(round(n.before_local * a.rate, 0)) as bigint) as start_revalued,
        cast(sum(round(n.after_local * a.rate, 0)) as bigint) as end_amount,
        cast(sum(round(n.after_local * coalesce(b.rate, a.rate), 0)) as bigint) as end_at_start_rate
    from named as n
    inner join fx as a on a.month_index = n.month_index and a.currency = n.currency
    left join fx as b on b.month_index = n.month_index - n.lag_months and b.currency = n.currency
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
from valued as v
left join account_states as b
    on b.lag_months = v.lag_months and b.month_index = v.month_index and b.account_id = v.account_id and b.is_before = 1
left join account_states as a
    on a.lag_months = v.lag_months and a.month_index = v.month_index and a.account_id = v.account_id and a.is_before = 0
