-- One row per feature that an account or plan may use, and how much of it.
create table entitlements (
    account_id varchar,
    plan_id varchar,
    feature varchar not null,
    limit_quantity double,
    limit_period varchar check (limit_period in ('day', 'week', 'month', 'total')),
    starts_at timestamp,
    ends_at timestamp,
    check (account_id is not null or plan_id is not null)
);
comment on table entitlements is 'One row per feature that an account or plan may use, and how much of it.';
comment on column entitlements.account_id is 'The account, or null where the right belongs to a plan';
comment on column entitlements.plan_id is 'The plan, or null where it belongs to an account';
comment on column entitlements.feature is 'The feature';
comment on column entitlements.limit_quantity is 'How much is included; null is without limit';
comment on column entitlements.limit_period is 'What the limit counts over: use in a day, week or month, or total for an amount held at a time';
comment on column entitlements.starts_at is 'From, UTC';
comment on column entitlements.ends_at is 'Until, UTC';
