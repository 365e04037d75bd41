-- One row per exposure to a variant; the marts take the first of each unit.
create table exposures (
    experiment_id varchar not null,
    variant_id varchar not null,
    unit_type varchar check (unit_type in ('user', 'account')),
    unit_id varchar not null,
    account_id varchar,
    exposed_at timestamp not null,
    stage varchar
);
comment on table exposures is 'One row per exposure to a variant; the marts take the first of each unit.';
comment on column exposures.experiment_id is 'The experiment';
comment on column exposures.variant_id is 'The variant shown';
comment on column exposures.unit_type is 'What was randomised';
comment on column exposures.unit_id is 'Which one';
comment on column exposures.account_id is 'The account of the unit, where known';
comment on column exposures.exposed_at is 'When, UTC';
comment on column exposures.stage is 'Lifecycle stage then';
