-- One row per piece of work an upgrade needs.
create table work_items (
    item_id varchar,
    account_id varchar not null,
    kind varchar,
    opened_at timestamp not null,
    due_at timestamp,
    done_at timestamp,
    owner_role varchar,
    primary key (item_id)
);
comment on table work_items is 'One row per piece of work an upgrade needs.';
comment on column work_items.item_id is 'The work item';
comment on column work_items.account_id is 'For whom';
comment on column work_items.kind is 'provisioning, migration, onboarding …';
comment on column work_items.opened_at is 'When it was opened, UTC';
comment on column work_items.due_at is 'When it is due by the service level';
comment on column work_items.done_at is 'When it was done; null while open';
comment on column work_items.owner_role is 'Who owns it, as a role';
