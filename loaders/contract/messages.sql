-- One row per message sent or shown.
create table messages (
    message_id varchar,
    template_id varchar,
    account_id varchar,
    user_id varchar,
    channel varchar,
    stage varchar,
    sent_at timestamp not null,
    delivered_at timestamp,
    opened_at timestamp,
    clicked_at timestamp,
    unsubscribed_at timestamp,
    primary key (message_id)
);
comment on table messages is 'One row per message sent or shown.';
comment on column messages.message_id is 'The message';
comment on column messages.template_id is 'Its template';
comment on column messages.account_id is 'To which account';
comment on column messages.user_id is 'To which user';
comment on column messages.channel is 'email, in_app, …';
comment on column messages.stage is 'Lifecycle stage of the account when it was sent';
comment on column messages.sent_at is 'When, UTC';
comment on column messages.delivered_at is 'When it arrived';
comment on column messages.opened_at is 'When it was opened';
comment on column messages.clicked_at is 'When it was followed';
comment on column messages.unsubscribed_at is 'When the reader asked for no more';
