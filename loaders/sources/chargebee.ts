import type {Source} from "./index.js";

/** Subscriptions of either product catalogue: the newer one keeps what is held in subscription_items. */
export const chargebeeSubscriptions: Source = {
  id: "chargebee.subscriptions",
  table: "subscription_periods",
  grain: "subscription, as it stood at the export",
  precision: "snapshot",
  oddities:
    "Times are epoch seconds, money is minor units. non_renewing is still active and ends with its term. Of a subscription's items the first is the plan and all are the amount. Deleted and future subscriptions are left out.",
  recognise: ["id", "customer_id", "billing_period", "billing_period_unit", "current_term_end"],
  time_zone: "UTC",
  aliases: {
    id: ["subscription_id"],
    currency_code: ["currency"],
    started_at: ["activated_at", "created_at"],
    status: ["subscription_status"]
  },
  columns: {
    account_id: "customer_id",
    subscription_id: "id",
    item_id: "id",
    plan_id: {sql: `coalesce("?plan_id", json_extract_string("?subscription_items", '$[0].item_price_id'))`},
    status: {
      sql: `case "status" when 'in_trial' then 'trialing' when 'cancelled' then 'canceled' when 'transferred' then 'canceled' else "status" end`
    },
    seats: {sql: `coalesce("?plan_quantity", json_extract_string("?subscription_items", '$[0].quantity'))`},
    amount: {
      sql: `coalesce(cast("?plan_amount" as double), cast("?plan_unit_price" as double) * coalesce(cast("?plan_quantity" as double), 1),
        list_sum(cast(json_extract("?subscription_items", '$[*].amount') as double[])))`
    },
    currency: {sql: `upper("currency_code")`},
    interval_unit: "billing_period_unit",
    interval_count: "billing_period",
    kind: {sql: `case when "status" = 'in_trial' then 'trial' else 'recurring' end`},
    starts_at: "started_at",
    ends_at: {sql: `coalesce("?cancelled_at", case when "status" = 'non_renewing' then "current_term_end" end)`},
    cancel_requested_at: "cancel_schedule_created_at",
    end_reason: {sql: `coalesce("?cancel_reason_code", "?cancel_reason")`},
    at_precision: {sql: "'snapshot'"}
  },
  where: `"status" <> 'future' and lower(coalesce("?deleted", 'false')) not in ('true', 't', '1')`,
  key: "id"
};
