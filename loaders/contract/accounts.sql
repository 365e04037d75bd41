-- One row per account, the company that holds licences.
create table accounts (
    account_id varchar,
    name varchar,
    industry varchar,
    size_band varchar,
    region varchar,
    role varchar,
    created_at timestamp,
    merged_into varchar,
    merged_at timestamp,
    primary key (account_id),
    check (merged_into is null or merged_into <> account_id)
);
comment on table accounts is 'One row per account, the company that holds licences.';
comment on column accounts.account_id is 'The customer in the billing system; every other table refers to it';
comment on column accounts.name is 'Name, shown only in builds that include accounts';
comment on column accounts.industry is 'Industry as of the export; offered as a filter';
comment on column accounts.size_band is 'Size of the customer as of the export, in a few bands; offered as a filter';
comment on column accounts.region is 'Region as of the export; offered as a filter';
comment on column accounts.role is 'Role of the main contact, such as admin or finance';
comment on column accounts.created_at is 'When the account was opened, UTC';
comment on column accounts.merged_into is 'The account that took this one over; null if it still stands alone';
comment on column accounts.merged_at is 'When it was taken over, UTC; from then on its licences count for the other account';
