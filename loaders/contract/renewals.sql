-- One row per renewal opportunity.
create table renewals (
    account_id varchar not null,
    subscription_id varchar,
    renews_on date not null,
    term_months integer check (term_months > 0),
    amount bigint,
    outcome varchar check (outcome in ('renewed', 'upgraded', 'downgraded', 'lost', 'open')),
    decided_on date
);
comment on table renewals is 'One row per renewal opportunity.';
comment on column renewals.account_id is 'Whose';
comment on column renewals.subscription_id is 'Which subscription';
comment on column renewals.renews_on is 'The day the term ends';
comment on column renewals.term_months is 'Months of the new term';
comment on column renewals.amount is 'Value of the new term, minor units';
comment on column renewals.outcome is 'renewed, upgraded, downgraded, lost or open';
comment on column renewals.decided_on is 'When it was decided; null while open';
