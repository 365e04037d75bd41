-- One row per dated event of a user or account.
create table events (
    event_id varchar,
    account_id varchar,
    user_id varchar,
    "at" timestamp not null,
    event varchar not null,
    value double,
    currency varchar
);
comment on table events is 'One row per dated event of a user or account.';
comment on column events.event_id is 'Id in the export, where it has one';
comment on column events.account_id is 'Account, where known';
comment on column events.user_id is 'User, where known';
comment on column events."at" is 'When, UTC';
comment on column events.event is 'What happened';
comment on column events.value is 'Amount that goes with it; money in minor units';
comment on column events.currency is 'ISO 4217 code where value is money';
