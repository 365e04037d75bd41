-- One row per support ticket.
create table tickets (
    ticket_id varchar,
    account_id varchar,
    opened_at timestamp not null,
    first_reply_at timestamp,
    solved_at timestamp,
    priority varchar,
    csat double check (csat between 1 and 5),
    reopens integer,
    primary key (ticket_id)
);
comment on table tickets is 'One row per support ticket.';
comment on column tickets.ticket_id is 'The ticket';
comment on column tickets.account_id is 'Whose';
comment on column tickets.opened_at is 'When, UTC';
comment on column tickets.first_reply_at is 'First answer';
comment on column tickets.solved_at is 'When it was solved; null while it is open';
comment on column tickets.priority is 'Priority as set';
comment on column tickets.csat is 'Satisfaction 1 to 5; null where not rated';
comment on column tickets.reopens is 'How often it came back';
