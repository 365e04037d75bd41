import type {Source} from "./index.js";

/** Recurly's subscription history export: one row a version, so that every change of plan and seats is dated. */
export const recurlySubscriptionHistory: Source = {
  id: "recurly.subscription_history",
  table: "subscription_periods",
  grain: "version of a subscription",
  precision: "exact",
  oddities:
    "The best of Recurly's exports for upgrades: each change of plan, seats or price ends a version and begins the next.",
  recognise: ["subscription_uuid", "version_uuid", "version_started_at", "version_ended_at"],
  columns: {
    account_id: "account_code",
    subscription_id: "subscription_uuid",
    item_id: "subscription_uuid",
    plan_id: "plan_code",
    status: {
      sql: `case when "?version_in_trial" in ('true', 'TRUE', 't') then 'trialing' when "version_state" in ('expired', 'canceled') then 'canceled' else coalesce("version_state", 'active') end`
    },
    seats: "version_subscription_quantity",
    amount: [
      {sql: `minor_units("version_total_recurring_amount", "subscription_currency")`},
      {
        sql: `minor_units(cast("version_subscription_unit_amount" as double) * coalesce(cast("version_subscription_quantity" as integer), 1), "subscription_currency")`
      }
    ],
    currency: {sql: `upper("subscription_currency")`},
    interval_unit: {sql: `rtrim(lower("version_plan_interval_unit"), 's')`},
    interval_count: "version_plan_interval_length",
    starts_at: "version_started_at",
    ends_at: "version_ended_at",
    at_precision: {sql: "'exact'"}
  },
  key: "version_uuid"
};

export const recurlySubscriptions: Source = {
  id: "recurly.subscriptions",
  table: "subscription_periods",
  secondary: true,
  grain: "subscription, as it stood at the export",
  precision: "snapshot",
  oddities:
    "Canceled means that it will not renew; it runs until expires_at. The interval is that of the current period. Subscriptions of the future are left out; of several rows of one subscription the last modified counts. The subscription history export dates upgrades; this one does not.",
  triedOn: "Fivetran's Recurly seeds",
  recognise: ["uuid", "account_code", "plan_code", "state", "current_period_started_at"],
  aliases: {
    account_code: ["account_id"],
    plan_code: ["plan_id"],
    total_recurring_amount: ["subtotal"],
    modified_at: ["updated_at"]
  },
  columns: {
    account_id: "account_code",
    subscription_id: "uuid",
    item_id: "uuid",
    plan_id: "plan_code",
    status: {
      sql: `case when "state" = 'canceled' then 'non_renewing' when "state" in ('expired', 'failed') then 'canceled' when "state" = 'paused' then 'paused'
        when "?trial_ends_at" = "?current_period_ends_at" then 'trialing' else 'active' end`
    },
    seats: "quantity",
    amount: [
      {sql: `minor_units("total_recurring_amount", "currency")`},
      {sql: `minor_units(cast("unit_amount" as double) * coalesce(cast("?quantity" as double), 1), "currency")`}
    ],
    currency: {sql: `upper("currency")`},
    interval_unit: {
      sql: `case when "?trial_ends_at" is distinct from "current_period_ends_at" then span_unit(moment("current_period_started_at"), moment("current_period_ends_at")) end`
    },
    interval_count: {
      sql: `case when "?trial_ends_at" is distinct from "current_period_ends_at" then span_count(moment("current_period_started_at"), moment("current_period_ends_at")) end`
    },
    starts_at: "activated_at",
    ends_at: "expires_at",
    cancel_requested_at: "canceled_at",
    end_reason: "expiration_reason",
    at_precision: {sql: "'snapshot'"}
  },
  where: `"state" <> 'future' and row_number() over (partition by "uuid" order by "?modified_at" desc nulls last) = 1`,
  key: "uuid"
};

export const recurlyInvoices: Source = {
  id: "recurly.invoices",
  table: "payments",
  grain: "invoice that was paid, or credit that was given",
  precision: "exact",
  oddities:
    "The summary export; a negative total is a credit and counts as a refund. Only paid, collected and closed invoices count.",
  recognise: ["invoice_number", "account_code", "billed_date", "invoice_total"],
  columns: {
    account_id: "account_code",
    paid_at: {sql: `coalesce("?closed_at", "billed_date")`},
    amount: {sql: `abs(minor_units("invoice_total", "currency"))`},
    currency: {sql: `upper("currency")`},
    kind: {sql: `case when cast("invoice_total" as double) < 0 then 'refund' else 'charge' end`}
  },
  where: `lower("status") in ('paid', 'collected', 'closed') and coalesce(try_cast("invoice_total" as double), 1) <> 0`,
  key: "id"
};

export const recurlyAccounts: Source = {
  id: "recurly.accounts",
  table: "accounts",
  grain: "account",
  precision: "exact",
  oddities: "E-mail and address are not read; the company's name is shown only in builds that include accounts.",
  recognise: ["account_code", "account_created_at"],
  columns: {
    account_id: "account_code",
    name: "account_company_name",
    region: "account_country",
    created_at: "account_created_at"
  },
  key: "account_code"
};
