-- One row per account, currency and month with recurring revenue at the month's end, minor units of that currency.
-- It is rounded here, once, so that every movement computed from it adds up to the unit; to six places first, so that a
-- half stays a half in whatever order a sum is taken.
with sums as (
    select
        month_index,
        account_id,
        currency,
        cast(round(round(sum(monthly_amount), 6), 0) as bigint) as mrr_local
    from licence_months
    group by 1, 2, 3
)

select * from sums
where mrr_local > 0
