-- One row per plan that is sold at one interval.
create table plans (
    plan_id varchar,
    name varchar,
    family varchar,
    tier_rank integer check (tier_rank > 0),
    interval_unit varchar check (interval_unit in ('day', 'week', 'month', 'year')),
    interval_count integer check (interval_count > 0),
    list_amount bigint check (list_amount >= 0),
    currency varchar check (regexp_matches(currency, '^[A-Z]{3}$')),
    limits varchar,
    version integer check (version > 0),
    released_at timestamp,
    primary key (plan_id)
);
comment on table plans is 'One row per plan that is sold at one interval.';
comment on column plans.plan_id is 'The plan or price in the billing system';
comment on column plans.name is 'Name as customers read it';
comment on column plans.family is 'The tier the plan belongs to, such as Team; monthly and annual plans of a tier share it';
comment on column plans.tier_rank is 'Order of the tiers, 1 is the lowest; null where the plan has no place in the order, such as an add-on';
comment on column plans.interval_unit is 'day, week, month or year';
comment on column plans.interval_count is 'How many units one payment covers';
comment on column plans.list_amount is 'List price of one seat per interval, minor units';
comment on column plans.currency is 'ISO 4217 code of list_amount';
comment on column plans.limits is 'What the plan allows, as the pricing page says it';
comment on column plans.version is 'Version of a product bought once, such as 2; null where the plan is subscribed to';
comment on column plans.released_at is 'When that version came out, UTC';
