-- One row per span of a subscription item with constant terms.
create table subscription_periods (
    account_id varchar not null,
    subscription_id varchar,
    item_id varchar,
    licence_id varchar,
    plan_id varchar,
    status varchar check (status in ('active', 'trialing', 'past_due', 'paused', 'unpaid', 'incomplete', 'incomplete_expired', 'non_renewing', 'canceled')),
    seats integer check (seats >= 0),
    amount bigint not null,
    discount_amount bigint check (discount_amount >= 0),
    currency varchar check (regexp_matches(currency, '^[A-Z]{3}$')),
    interval_unit varchar check (interval_unit in ('day', 'week', 'month', 'year')),
    interval_count integer check (interval_count > 0),
    kind varchar check (kind in ('recurring', 'metered', 'one_off', 'trial')),
    starts_at timestamp not null,
    ends_at timestamp,
    cancel_requested_at timestamp,
    end_reason varchar,
    at_precision varchar check (at_precision in ('exact', 'day', 'period', 'snapshot')),
    check (ends_at is null or ends_at >= starts_at)
);
comment on table subscription_periods is 'One row per span of a subscription item with constant terms.';
comment on column subscription_periods.account_id is 'Who holds it';
comment on column subscription_periods.subscription_id is 'The subscription in the billing system';
comment on column subscription_periods.item_id is 'The item within the subscription, where it has several';
comment on column subscription_periods.licence_id is 'The licence it provisions, where licences are numbered';
comment on column subscription_periods.plan_id is 'What is held; null for an item outside the plans';
comment on column subscription_periods.status is 'State during the span. trialing, paused, incomplete and unpaid carry no MRR; past_due does within the grace period';
comment on column subscription_periods.seats is 'Seats paid for; null where the price is not per seat';
comment on column subscription_periods.amount is 'The whole line, all seats, per interval, before discount, without tax; minor units';
comment on column subscription_periods.discount_amount is 'What is taken off amount while the span lasts, same basis; minor units';
comment on column subscription_periods.currency is 'ISO 4217 code; the reporting currency where the export has none';
comment on column subscription_periods.interval_unit is 'day, week, month or year';
comment on column subscription_periods.interval_count is 'How many units amount covers';
comment on column subscription_periods.kind is 'recurring, metered, one_off or trial; recurring where the export does not say';
comment on column subscription_periods.starts_at is 'First instant of the span, UTC';
comment on column subscription_periods.ends_at is 'First instant after the span, UTC; null while it is open';
comment on column subscription_periods.cancel_requested_at is 'When the customer asked to leave; the licence runs on until ends_at';
comment on column subscription_periods.end_reason is 'Why the span ended: canceled, unpaid, upgraded …';
comment on column subscription_periods.at_precision is 'How well the dates are known';
