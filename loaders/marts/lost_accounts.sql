-- One row per account and month in which it left, and whether it went or was lost to a payment that failed, by
-- the state and the reason of the licence that ended last. A reason that says neither is unknown.
with ended as (
    select
        m.month_index,
        coalesce(g.survivor_id, l.account_id) as account_id,
        l.status,
        l.cancel_requested_at,
        lower(replace(replace(coalesce(l.end_reason, ''), ' ', '_'), '-', '_')) as reason,
        row_number() over (
            partition by m.month_index, coalesce(g.survivor_id, l.account_id)
            order by l.starts_at desc nulls last, l.ends_at desc nulls last, l.end_reason asc nulls last
        ) as place
    from licences as l
    inner join months as m on l.starts_at < m.ends_at
    inner join months as b on b.month_index = m.month_index - 1 and (l.ends_at is null or l.ends_at >= b.ends_at)
    left join account_lineage as g on g.month_index = m.month_index and g.account_id = l.account_id
    where ((l.pays or l.status = 'paused') and l.ends_at < m.ends_at) or l.status = 'unpaid'
)

select
    v.month_index,
    v.account_id,
    v.plan,
    v.churn_amount,
    case
        when e.status in ('past_due', 'unpaid') then 'involuntary'
        when
            e.reason like '%payment_fail%' or e.reason like '%failed_payment%' or e.reason like '%nonpayment%'
            or e.reason like '%non_payment%' or e.reason like '%unpaid%' or e.reason like '%not_paid%'
            or e.reason like '%past_due%' or e.reason like '%uncollect%' or e.reason like '%dunning%'
            or e.reason like '%declined%' or e.reason like '%no_card%' or e.reason like '%expired_card%'
            then 'involuntary'
        when e.cancel_requested_at is not null or e.reason like '%cancel%' then 'voluntary'
        when
            e.reason in (
                'refunded', 'non_renewing', 'non_renewal', 'not_renewed', 'too_expensive', 'missing_features',
                'switched_service', 'unused', 'customer_service', 'too_complex', 'low_quality', 'other'
            )
            then 'voluntary'
        else 'unknown'
    end as cause
from movements as v
left join ended as e on e.month_index = v.month_index and e.account_id = v.account_id and e.place = 1
where v.class in ('churn', 'lapse')
