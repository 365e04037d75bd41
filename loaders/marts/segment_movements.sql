-- One row per month and account before or after it, by the plan held there: start + entered + new + reactivation +
-- resume + expansion − contraction − pause − churn − left + fx = end for any set of plans and accounts. An account that changes plan leaves
-- the one with all it paid and enters the other with all it pays, as does one that is taken over; what it gained or lost
-- by that, which the company as a whole sees, is in crossing_expansion and crossing_contraction.
with holdings as (
    select
        m.month_index,
        coalesce(b.survivor_id, a.account_id) as account_id,
        coalesce(n.survivor_id, a.account_id) as successor_id,
        cast(sum(round(a.mrr_local * coalesce(f.rate, g.rate), 0)) as bigint) as start_amount,
        cast(sum(round(a.mrr_local * g.rate, 0)) as bigint) as start_revalued
    from account_currency_months as a
    inner join months as m on m.month_index = a.month_index + 1
    inner join fx as g on g.month_index = m.month_index and g.currency = a.currency
    left join fx as f on f.month_index = a.month_index and f.currency = a.currency
    left join account_lineage as b on b.month_index = a.month_index and b.account_id = a.account_id
    left join account_lineage as n on n.month_index = m.month_index and n.account_id = a.account_id
    group by 1, 2, 3
),

placed as (
    select
        h.*,
        b.plan,
        v.class,
        case
            when v.end_amount = 0 then 'gone'
            when h.account_id <> h.successor_id or b.plan is distinct from a.plan then 'left'
            else 'stays'
        end as place
    from holdings as h
    inner join movements as v on v.month_index = h.month_index and v.account_id = h.successor_id
    left join account_months as b on b.month_index = h.month_index - 1 and b.account_id = h.account_id
    left join account_months as a on a.month_index = h.month_index and a.account_id = h.successor_id
),

arrivals as (
    select
        month_index,
        successor_id,
        sum(case when place = 'left' then start_revalued else 0 end) as left_amount,
        max(case when place = 'stays' then 1 else 0 end) as stays
    from placed
    group by 1, 2
)

select
    month_index,
    account_id,
    plan,
    start_amount,
    0 as entered_amount,
    0 as new_amount,
    0 as reactivation_amount,
    0 as resume_amount,
    0 as expansion_amount,
    0 as contraction_amount,
    case when place = 'gone' and class = 'pause' then start_revalued else 0 end as pause_amount,
    case when place = 'gone' and class <> 'pause' then start_revalued else 0 end as churn_amount,
    case when place = 'left' then start_revalued else 0 end as left_amount,
    0 as crossing_expansion,
    0 as crossing_contraction,
    start_revalued - start_amount as fx_amount,
    0 as end_amount
from placed
where place <> 'stays'
union all
select
    v.month_index,
    v.account_id,
    coalesce(a.plan, v.plan) as plan,
    coalesce(p.start_amount, 0) as start_amount,
    case
        when p.account_id is not null then coalesce(r.left_amount, 0)
        when v.class in ('new', 'reactivation', 'resume') then 0
        else v.end_amount
    end as entered_amount,
    v.new_amount,
    v.reactivation_amount,
    v.resume_amount,
    case when p.account_id is not null then v.expansion_amount else 0 end as expansion_amount,
    case when p.account_id is not null then v.contraction_amount else 0 end as contraction_amount,
    0 as pause_amount,
    0 as churn_amount,
    0 as left_amount,
    case when p.account_id is null then v.expansion_amount else 0 end as crossing_expansion,
    case when p.account_id is null then v.contraction_amount else 0 end as crossing_contraction,
    coalesce(p.start_revalued - p.start_amount, 0) as fx_amount,
    v.end_amount
from movements as v
left join account_months as a on a.month_index = v.month_index and a.account_id = v.account_id
left join placed as p
    on p.month_index = v.month_index and p.successor_id = v.account_id and p.account_id = v.account_id and p.place = 'stays'
left join arrivals as r on r.month_index = v.month_index and r.successor_id = v.account_id
where v.end_amount > 0
