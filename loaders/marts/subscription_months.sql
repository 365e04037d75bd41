-- One row per account and month: subscriptions in force at its end, trials included, and those that are paid for.
select
    month_index,
    account_id,
    count(distinct subscription_id) as active_subscriptions,
    count(distinct case when pays then subscription_id end) as paid_subscriptions
from licences_in_force
where pays or kind = 'trial'
group by 1, 2
