-- One row per account and quarter of invitation: its mean score there, so that an account with many voices is one
-- account; with how many were asked and how many answered.
with quarters as (
    select
        cast(date_trunc('quarter', asked_at) as date) as quarter,
        *
    from survey_answers
)

select
    quarter,
    account_id,
    min(month_index) as month_index,
    max(plan) as plan,
    max(plan_rank) as plan_rank,
    avg(score) as score,
    sum(is_answered) as answered,
    sum(has_invitation) as invited,
    max(answered_at) as answered_at
from quarters
group by 1, 2
