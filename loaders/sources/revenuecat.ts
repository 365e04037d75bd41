import type {Source} from "./index.js";

const yes = (name: string) => `lower(coalesce("?${name}", 'false')) in ('true', 't', '1')`;
// Files are increments: the last word on a renewal counts.
const last = `not (${yes("is_sandbox")})
  and row_number() over (partition by "store_transaction_id", "renewal_number" order by moment("updated_at") desc nulls last) = 1`;
const price = `coalesce("?purchase_price_in_purchased_currency", "?price_in_purchased_currency")`;
const money = {
  amount: {sql: `minor_units(${price}, "purchased_currency")`},
  currency: {sql: `upper("purchased_currency")`}
};
const shared = {
  recognise: ["rc_original_app_user_id", "store_transaction_id", "renewal_number", "product_identifier"],
  time_zone: "UTC",
  precision: "exact"
} as const;
const customer = {account_id: "rc_original_app_user_id", subscription_id: "original_store_transaction_id"};

export const revenuecatTransactions: Source = {
  ...shared,
  id: "revenuecat.transactions",
  table: "subscription_periods",
  grain: "renewal of a subscription",
  oddities:
    "Headers may come in any order and number. Files are increments: of the rows of a store transaction and renewal the last updated counts. Sandbox rows are left out; Google rows that end before they start are rejected. Booleans are t and f before version 4.",
  columns: {
    ...customer,
    item_id: "original_store_transaction_id",
    plan_id: "product_identifier",
    status: {sql: `case when ${yes("is_trial_period")} then 'trialing' else 'active' end`},
    ...money,
    amount: {sql: `minor_units(coalesce(${price}, '0'), "purchased_currency")`},
    interval_unit: {
      sql: `case regexp_extract("product_duration", '^P\\d+([DWMY])', 1) when 'D' then 'day' when 'W' then 'week' when 'M' then 'month' when 'Y' then 'year' end`
    },
    interval_count: {sql: `nullif(regexp_extract("product_duration", '^P(\\d+)', 1), '')`},
    kind: {
      sql: `case when ${yes("is_trial_period")} then 'trial' when "product_duration" is null then 'one_off' else 'recurring' end`
    },
    starts_at: "start_time",
    ends_at: {
      sql: `least(coalesce(moment("?effective_end_time"), moment("end_time")), coalesce(moment("?refunded_at"), timestamp '9999-01-01'))`
    },
    cancel_requested_at: "unsubscribe_detected_at",
    end_reason: {
      sql: `case when "?refunded_at" is not null then 'refunded' when "?billing_issues_detected_at" is not null then 'unpaid' end`
    },
    at_precision: {sql: "'exact'"}
  },
  where: last
};

export const revenuecatPayments: Source = {
  ...shared,
  id: "revenuecat.payments",
  table: "payments",
  grain: "charge",
  oddities: "What the store charged, before its commission and taxes. Trials and free renewals are left out.",
  columns: {...customer, paid_at: "start_time", ...money, kind: {sql: "'charge'"}},
  where: `${last} and coalesce(try_cast(${price} as double), 0) > 0 and not (${yes("is_trial_period")})`
};

export const revenuecatRefunds: Source = {
  ...shared,
  id: "revenuecat.refunds",
  table: "payments",
  grain: "refund",
  oddities:
    "The same rows again, those with refunded_at, at the day of the refund; the whole price is taken as refunded.",
  columns: {...customer, paid_at: "refunded_at", ...money, kind: {sql: "'refund'"}},
  where: `${last} and "refunded_at" is not null and coalesce(try_cast(${price} as double), 0) > 0`
};

export const revenuecatTrials: Source = {
  ...shared,
  id: "revenuecat.trials",
  table: "trials",
  grain: "trial",
  oddities: "The rows with is_trial_period; introductory offers that cost money are no trials.",
  columns: {
    trial_id: "store_transaction_id",
    ...customer,
    plan_id: "product_identifier",
    started_at: "start_time",
    ends_at: "end_time",
    source: "presented_offering"
  },
  where: `${last} and ${yes("is_trial_period")}`
};
