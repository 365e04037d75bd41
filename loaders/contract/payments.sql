-- One row per charge or refund.
create table payments (
    account_id varchar not null,
    subscription_id varchar,
    paid_at timestamp not null,
    amount bigint not null check (amount >= 0),
    currency varchar check (regexp_matches(currency, '^[A-Z]{3}$')),
    kind varchar not null check (kind in ('charge', 'refund'))
);
comment on table payments is 'One row per charge or refund.';
comment on column payments.account_id is 'Who paid';
comment on column payments.subscription_id is 'What for, where known';
comment on column payments.paid_at is 'When, UTC';
comment on column payments.amount is 'Money that moved, without sign, minor units';
comment on column payments.currency is 'ISO 4217 code';
comment on column payments.kind is 'charge or refund';
