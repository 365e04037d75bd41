import type {Source} from "./index.js";

const ended = (prefix: string) =>
  `coalesce("?${prefix}ended_at", "?${prefix}cancel_at",
    case when lower("?${prefix}cancel_at_period_end") in ('true', 't', '1') then "?${prefix}current_period_end" end)`;
const kind = (status: string) => `case when lower("${status}") = 'trialing' then 'trial' else 'recurring' end`;
const live = (status: string) => `lower(coalesce("${status}", '')) not in ('incomplete', 'incomplete_expired')`;

/** Subscriptions as the API returns them, as JSON lines or arrays; plans of one item a subscription. */
export const stripeApiSubscriptions: Source = {
  id: "stripe.api_subscriptions",
  table: "subscription_periods",
  grain: "subscription, as it stood at the export",
  precision: "snapshot",
  oddities:
    "Amounts are minor units of one seat, times are epoch seconds. A subscription of several items has no plan of its own: read stripe.subscription_items instead.",
  recognise: ["customer", "billing_cycle_anchor", "plan.amount"],
  time_zone: "UTC",
  aliases: {customer: ["customer_id"], start_date: ["created"]},
  columns: {
    account_id: "customer",
    subscription_id: "id",
    item_id: "id",
    plan_id: "plan.id",
    status: {sql: `lower("status")`},
    seats: "quantity",
    amount: {sql: `cast("plan.amount" as double) * coalesce(cast("?quantity" as double), 1)`},
    currency: {sql: `upper(coalesce("?currency", "?plan.currency"))`},
    interval_unit: "plan.interval",
    interval_count: "plan.interval_count",
    kind: {sql: kind("status")},
    starts_at: "start_date",
    ends_at: {sql: ended("")},
    cancel_requested_at: "canceled_at",
    at_precision: {sql: "'snapshot'"}
  },
  where: live("status"),
  key: "id"
};

/** Subscription items as a warehouse holds them; what a customer pays stands in two other tables. */
export const stripeSubscriptionItems: Source = {
  id: "stripe.subscription_items",
  table: "subscription_periods",
  grain: "subscription item, as it stood at the export",
  precision: "snapshot",
  oddities:
    "The table of a warehouse; it needs lookup: {subscription: {files, on: {subscription_id: id}}, plan: {files, on: {plan_id: id}}}. Amounts are minor units of one seat. Items of plans that are metered or bought once carry no recurring revenue.",
  triedOn: "Fivetran's Stripe seeds, whose items name no subscription that is there",
  recognise: ["subscription_id", "plan_id", "subscription.customer_id"],
  unlike: ["invoice_id", "proration", "customer_id", "object", "activated"],
  joins: [
    {
      as: "subscription",
      here: "subscription_id",
      there: "id",
      has: ["customer_id", "billing_cycle_anchor", "status"],
      what: "the table of subscriptions"
    },
    {
      as: "plan",
      here: "plan_id",
      there: "id",
      has: ["currency", "product_id", "billing_scheme"],
      what: "the table of plans or prices"
    }
  ],
  time_zone: "UTC",
  aliases: {plan_id: ["price_id"], "plan.amount": ["plan.unit_amount"], "plan.interval": ["plan.recurring_interval"]},
  columns: {
    account_id: "subscription.customer_id",
    subscription_id: "subscription_id",
    item_id: "id",
    plan_id: "plan_id",
    status: {sql: `lower("subscription.status")`},
    seats: "quantity",
    amount: {sql: `cast("plan.amount" as double) * coalesce(cast("quantity" as double), 1)`},
    currency: {sql: `upper("plan.currency")`},
    interval_unit: "plan.interval",
    interval_count: "plan.interval_count",
    kind: {
      sql: `case when lower("subscription.status") = 'trialing' then 'trial' when "?plan.usage_type" = 'metered' then 'metered'
        when "plan.interval" is null then 'one_off' else 'recurring' end`
    },
    starts_at: {sql: `coalesce("?created", "subscription.start_date")`},
    ends_at: {sql: ended("subscription.")},
    cancel_requested_at: "subscription.canceled_at",
    at_precision: {sql: "'snapshot'"}
  },
  where: live("subscription.status"),
  key: "id"
};

/** Lines of invoices, where nothing better tells what was held when. */
export const stripeInvoiceLineItems: Source = {
  id: "stripe.invoice_line_items",
  table: "subscription_periods",
  secondary: true,
  grain: "invoice line of a subscription",
  precision: "period",
  oddities:
    "Lines name no customer: give lookup: {invoice: {files, on: {invoice_id: id}}}. Proration lines are left out, so an upgrade within a period is seen when the next begins. Amounts are minor units.",
  recognise: ["invoice_id", "period_start", "period_end", "proration", "invoice.customer_id"],
  unlike: ["customer_id"],
  joins: [
    {
      as: "invoice",
      here: "invoice_id",
      there: "id",
      has: ["customer_id", "amount_due", "amount_paid"],
      what: "the table of invoices"
    }
  ],
  time_zone: "UTC",
  aliases: {plan_id: ["price_id", "price.id", "plan.id"]},
  columns: {
    account_id: "invoice.customer_id",
    subscription_id: "subscription_id",
    item_id: {sql: `coalesce("?subscription_item_id", "subscription_id")`},
    plan_id: "plan_id",
    seats: "quantity",
    amount: "amount",
    currency: {sql: `upper("currency")`},
    interval_unit: {sql: `coalesce(span_unit(moment("period_start"), moment("period_end")), 'no period')`},
    interval_count: {sql: `span_count(moment("period_start"), moment("period_end"))`},
    starts_at: "period_start",
    ends_at: {sql: `moment("period_end")`},
    at_precision: {sql: "'period'"}
  },
  where: `lower(coalesce("proration", 'false')) not in ('true', 't', '1') and "subscription_id" is not null`,
  key: "id"
};
