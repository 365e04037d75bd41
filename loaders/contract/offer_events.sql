-- One row per step of an offer.
create table offer_events (
    offer_id varchar not null,
    account_id varchar not null,
    state varchar not null,
    "at" timestamp not null,
    channel varchar check (channel in ('self_serve', 'assisted')),
    price_quoted bigint,
    discount double check (discount between 0 and 1)
);
comment on table offer_events is 'One row per step of an offer.';
comment on column offer_events.offer_id is 'The offer, as in the playbook';
comment on column offer_events.account_id is 'To whom';
comment on column offer_events.state is 'offered, viewed, accepted, declined, provisioned, reverted …';
comment on column offer_events."at" is 'When, UTC';
comment on column offer_events.channel is 'How it was taken up';
comment on column offer_events.price_quoted is 'Price named per interval, minor units';
comment on column offer_events.discount is 'Share taken off, 0 to 1';
