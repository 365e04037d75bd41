-- One row per closed month and what is kept of it for the record: the ledger of revenue and its accounts, the series beside
-- it, and retention. Money in minor units of the reporting currency.
with flows as (
    select
        month_index,
        sum(start_amount) as mrr_start,
        sum(new_amount) as mrr_new,
        sum(reactivation_amount) as mrr_reactivation,
        sum(resume_amount) as mrr_resume,
        sum(expansion_amount) as mrr_expansion,
        sum(contraction_amount) as mrr_contraction,
        sum(pause_amount) as mrr_pause,
        sum(churn_amount) as mrr_churn,
        sum(fx_amount) as mrr_fx,
        sum(end_amount) as mrr,
        sum(case when class = 'new' then 1 else 0 end) as accounts_new,
        sum(case when class in ('reactivation', 'resume') then 1 else 0 end) as accounts_returned,
        sum(case when class = 'pause' then 1 else 0 end) as accounts_paused,
        sum(case when class in ('churn', 'lapse') then 1 else 0 end) as accounts_lost,
        sum(case when end_amount > 0 then 1 else 0 end) as active_accounts
    from movements
    group by 1
),

series as (
    select
        month_index,
        sum(contracted) as mrr_contracted,
        sum(committed) as mrr_committed,
        sum(trial) as mrr_trial,
        sum(metered) as mrr_metered
    from revenue_months
    group by 1
),

retained as (
    select
        month_index,
        case when count(*) > 1 then sum(end_amount) / sum(cast(start_amount as double)) end as nrr,
        case when count(*) > 1 then sum(kept_amount) / sum(cast(start_amount as double)) end as grr
    from retention_accounts
    group by 1
),

wide as (
    select m.label as month, f.*, s.mrr_contracted, s.mrr_committed, s.mrr_trial, s.mrr_metered, r.nrr, r.grr
    from months as m
    inner join flows as f on f.month_index = m.month_index
    left join series as s on s.month_index = m.month_index
    left join retained as r on r.month_index = m.month_index
    where m.is_closed
)

select month, 'mrr_start' as id, 'money' as unit, cast(mrr_start as double) as amount from wide
union all
select month, 'mrr_new' as id, 'money' as unit, cast(mrr_new as double) as amount from wide
union all
select month, 'mrr_reactivation' as id, 'money' as unit, cast(mrr_reactivation as double) as amount from wide
union all
select month, 'mrr_resume' as id, 'money' as unit, cast(mrr_resume as double) as amount from wide
union all
select month, 'mrr_expansion' as id, 'money' as unit, cast(mrr_expansion as double) as amount from wide
union all
select month, 'mrr_contraction' as id, 'money' as unit, cast(mrr_contraction as double) as amount from wide
union all
select month, 'mrr_pause' as id, 'money' as unit, cast(mrr_pause as double) as amount from wide
union all
select month, 'mrr_churn' as id, 'money' as unit, cast(mrr_churn as double) as amount from wide
union all
select month, 'mrr_fx' as id, 'money' as unit, cast(mrr_fx as double) as amount from wide
union all
select month, 'mrr' as id, 'money' as unit, cast(mrr as double) as amount from wide
union all
select month, 'mrr_contracted' as id, 'money' as unit, cast(mrr_contracted as double) as amount from wide
union all
select month, 'mrr_committed' as id, 'money' as unit, cast(mrr_committed as double) as amount from wide
union all
select month, 'mrr_trial' as id, 'money' as unit, cast(mrr_trial as double) as amount from wide
union all
select month, 'mrr_metered' as id, 'money' as unit, cast(mrr_metered as double) as amount from wide
union all
select month, 'accounts_new' as id, 'count' as unit, cast(accounts_new as double) as amount from wide
union all
select month, 'accounts_returned' as id, 'count' as unit, cast(accounts_returned as double) as amount from wide
union all
select month, 'accounts_paused' as id, 'count' as unit, cast(accounts_paused as double) as amount from wide
union all
select month, 'accounts_lost' as id, 'count' as unit, cast(accounts_lost as double) as amount from wide
union all
select month, 'active_accounts' as id, 'count' as unit, cast(active_accounts as double) as amount from wide
union all
select month, 'nrr' as id, 'rate' as unit, nrr as amount from wide
union all
select month, 'grr' as id, 'rate' as unit, grr as amount from wide
