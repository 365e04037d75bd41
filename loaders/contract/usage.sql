-- One row per account (subscription, user), day, event and feature.
create table usage (
    usage_id varchar,
    account_id varchar not null,
    subscription_id varchar,
    user_id varchar,
    day date not null,
    event varchar,
    feature varchar,
    quantity double,
    seconds double,
    errors double
);
comment on table usage is 'One row per account (subscription, user), day, event and feature.';
comment on column usage.usage_id is 'Id of the row in the export, where it has one';
comment on column usage.account_id is 'Who used it';
comment on column usage.subscription_id is 'Under which subscription, where known';
comment on column usage.user_id is 'Which user, where known';
comment on column usage.day is 'Day of use';
comment on column usage.event is 'What was done, where the export counts events';
comment on column usage.feature is 'With which feature';
comment on column usage.quantity is 'How often or how much';
comment on column usage.seconds is 'Time spent';
comment on column usage.errors is 'Errors met';
