-- One row per account as billed and instant at which its highest ranked plan changed while it paid, up or down: two
-- moves in a month are two rows. Money is the change of monthly revenue at that instant, in minor units of the
-- reporting currency at the month's rate.
with paying as (
    select account_id, tier_rank, currency, monthly_amount, starts_at, ends_at
    from licences
    where pays and (ends_at is null or ends_at > starts_at)
),

instants as (
    select account_id, starts_at as moved_at from paying where tier_rank is not null
    union
    select account_id, ends_at as moved_at from paying where tier_rank is not null and ends_at is not null
),

placed as (
    select m.month_index, i.account_id, i.moved_at
    from instants as i
    inner join months as m on i.moved_at >= m.starts_at and i.moved_at < m.ends_at
),

names as (
    select tier_rank, min(tier) as tier
    from licences
    where tier_rank is not null
    group by 1
),

valued as (
    select
        i.*,
        p.tier_rank,
        p.monthly_amount * coalesce(f.rate, 0) as amount,
        p.starts_at < i.moved_at and (p.ends_at is null or p.ends_at >= i.moved_at) as is_before,
        p.starts_at <= i.moved_at and (p.ends_at is null or p.ends_at > i.moved_at) as is_after
    from placed as i
    inner join paying as p on p.account_id = i.account_id
    left join fx as f on f.month_index = i.month_index and f.currency = p.currency
),

sums as (
    select
        month_index,
        account_id,
        moved_at,
        max(case when is_before then tier_rank end) as rank_before,
        max(case when is_after then tier_rank end) as rank_after,
        sum(case when is_after then amount else 0 end) - sum(case when is_before then amount else 0 end) as mrr_change
    from valued
    group by 1, 2, 3
)

select
    s.month_index,
    s.account_id,
    s.moved_at,
    b.tier as plan,
    s.rank_before,
    a.tier as tier_after,
    s.rank_after,
    cast(round(s.mrr_change, 0) as bigint) as mrr_change
from sums as s
inner join names as b on b.tier_rank = s.rank_before
inner join names as a on a.tier_rank = s.rank_after
where s.rank_before <> s.rank_after
