-- One row per trial.
create table trials (
    trial_id varchar,
    account_id varchar not null,
    subscription_id varchar,
    plan_id varchar,
    started_at timestamp not null,
    ends_at timestamp,
    source varchar,
    primary key (trial_id),
    check (ends_at is null or ends_at >= started_at)
);
comment on table trials is 'One row per trial.';
comment on column trials.trial_id is 'The trial';
comment on column trials.account_id is 'Who tries';
comment on column trials.subscription_id is 'The subscription the trial turns into, where the billing system links them';
comment on column trials.plan_id is 'The plan tried';
comment on column trials.started_at is 'First instant, UTC';
comment on column trials.ends_at is 'End of the trial as agreed, UTC';
comment on column trials.source is 'Where the trial came from, such as in_app or sales';
