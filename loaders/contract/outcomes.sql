-- One row per measurement of an outcome the customer bought the product for.
create table outcomes (
    account_id varchar not null,
    outcome varchar not null,
    unit varchar,
    baseline double,
    target double,
    value double,
    measured_on date not null,
    grade varchar check (grade in ('measured', 'estimated', 'claimed'))
);
comment on table outcomes is 'One row per measurement of an outcome the customer bought the product for.';
comment on column outcomes.account_id is 'Whose';
comment on column outcomes.outcome is 'What is measured';
comment on column outcomes.unit is 'Its unit';
comment on column outcomes.baseline is 'Before';
comment on column outcomes.target is 'What was agreed';
comment on column outcomes.value is 'What was measured';
comment on column outcomes.measured_on is 'When';
comment on column outcomes.grade is 'How good the evidence is';
