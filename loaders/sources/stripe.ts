import type {Source} from "./index.js";

/**
 * Subscriptions as Stripe's dashboard exports them: a snapshot, so a change of plan before the export is not dated.
 * "Canceled At" is when the customer asked to leave, "Ended At" when service ends; rows may be active and have both.
 */
export const stripeSubscriptions: Source = {
  id: "stripe.subscriptions",
  table: "subscription_periods",
  grain: "subscription, as it stood at the export",
  precision: "snapshot",
  oddities:
    "Changes of plan before the export are not dated. “Canceled At” is when the customer asked to leave: an active row with it runs to the end of its period. Amounts are decimal. Incomplete subscriptions are left out.",
  recognise: ["Customer ID", "Status", "Current Period End (UTC)"],
  unlike: ["subscription_id", "billing_cycle_anchor", "billing_period_unit"],
  time_zone: "UTC",
  aliases: {
    "Customer ID": ["Customer"],
    Plan: ["Product"],
    "Start (UTC)": ["Start Date (UTC)", "Created (UTC)"],
    "Current Period End (UTC)": ["Current Period End"]
  },
  columns: {
    account_id: "Customer ID",
    subscription_id: "id",
    item_id: "id",
    plan_id: "Plan",
    status: {sql: `lower("Status")`},
    seats: "Quantity",
    amount: {sql: `minor_units("Amount", "?Currency")`},
    currency: {sql: `upper("Currency")`},
    interval_unit: {sql: `lower("Interval")`},
    interval_count: "Interval Count",
    kind: {sql: `case when lower("Status") = 'trialing' then 'trial' else 'recurring' end`},
    starts_at: "Start (UTC)",
    ends_at: {
      sql: `coalesce("Ended At (UTC)", case when "?Canceled At (UTC)" is not null then "Current Period End (UTC)" end)`
    },
    cancel_requested_at: "Canceled At (UTC)",
    end_reason: "Cancellation Reason",
    at_precision: {sql: "'snapshot'"}
  },
  where: `lower("Status") not in ('incomplete', 'incomplete_expired')`,
  key: "id"
};

export const stripeInvoices: Source = {
  id: "stripe.invoices",
  table: "payments",
  grain: "invoice that was paid",
  precision: "exact",
  oddities:
    "Only what was paid counts: open, void and zero invoices are left out. Refunds are not in this export. Without a Currency column amounts are in the reporting currency.",
  recognise: ["id", "Customer", "Amount Due", "Amount Paid"],
  // The table of the API has minor units.
  unlike: ["auto_advance", "amount_remaining"],
  time_zone: "UTC",
  aliases: {Customer: ["Customer ID"], "Date (UTC)": ["Created (UTC)", "Created"]},
  columns: {
    account_id: "Customer",
    subscription_id: "Subscription",
    paid_at: [
      {sql: `coalesce("?Paid At (UTC)", "?Finalized At (UTC)", "Date (UTC)")`},
      {sql: `coalesce("Paid At (UTC)", "?Finalized At (UTC)")`},
      "Finalized At (UTC)"
    ],
    amount: {sql: `minor_units("Amount Paid", "?Currency")`},
    currency: {sql: `upper("Currency")`},
    kind: {sql: "'charge'"}
  },
  where: `coalesce(try_cast("Amount Paid" as double), 1) > 0`,
  key: "id"
};

export const stripeCustomers: Source = {
  id: "stripe.customers",
  table: "accounts",
  grain: "customer",
  precision: "exact",
  oddities:
    "Name may be a person's; it is shown only in builds that include accounts. Deleted customers are left out. E-mail is not read.",
  triedOn: "Fivetran's Stripe seeds",
  recognise: ["id", "Email", "Delinquent"],
  time_zone: "UTC",
  aliases: {"Created (UTC)": ["Created"], "Address Country": ["Card Address Country", "Billing Address Country"]},
  columns: {account_id: "id", name: "Name", region: "Address Country", created_at: "Created (UTC)"},
  where: `lower(coalesce("?is_deleted", 'false')) not in ('true', 't', '1')`,
  key: "id"
};
