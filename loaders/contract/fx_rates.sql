-- One row per currency and month.
create table fx_rates (
    currency varchar check (regexp_matches(currency, '^[A-Z]{3}$')),
    month date,
    rate double not null check (rate > 0),
    primary key (currency, month)
);
comment on table fx_rates is 'One row per currency and month.';
comment on column fx_rates.currency is 'ISO 4217 code';
comment on column fx_rates.month is 'First day of the month';
comment on column fx_rates.rate is 'Units of the reporting currency for one of this currency, one rate a month';
