-- One row per account and month: subscriptions in force at its end, trials included, and those that are paid for.
select
    m.month_index,
    l.account_id,
    count(distinct l.subscription_id) as active_subscriptions,
    count(distinct case when l.pays then l.subscription_id end) as paid_subscriptions
from licences as l
inner join months as m
    on
        l.starts_at < m.ends_at
        and (l.ends_at is null or l.ends_at >= m.ends_at)
where l.pays or l.kind = 'trial'
group by 1, 2
