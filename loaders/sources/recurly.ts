import type {Source} from "./index.js";

/** Recurly's subscription history export: one row a version, so that every change of plan and seats is dated. */
export const recurlySubscriptionHistory: Source = {
  id: "recurly.subscription_history",
  table: "subscription_periods",
  recognise: ["subscription_uuid", "version_uuid", "version_started_at", "version_ended_at"],
  columns: {
    account_id: "account_code",
    subscription_id: "subscription_uuid",
    item_id: "subscription_uuid",
    plan_id: "plan_code",
    status:
      "case when version_in_trial = 'true' then 'trialing' when version_state in ('expired', 'canceled') then 'canceled' else coalesce(version_state, 'active') end",
    seats: "version_subscription_quantity",
    amount: [
      {
        needs: ["version_total_recurring_amount"],
        expression: "minor_units(version_total_recurring_amount, subscription_currency)"
      },
      {
        needs: ["version_subscription_unit_amount", "version_subscription_quantity"],
        expression:
          "minor_units(cast(version_subscription_unit_amount as double) * coalesce(cast(version_subscription_quantity as integer), 1), subscription_currency)"
      }
    ],
    currency: "upper(subscription_currency)",
    interval_unit: "rtrim(lower(version_plan_interval_unit), 's')",
    interval_count: "version_plan_interval_length",
    starts_at: "version_started_at",
    ends_at: "version_ended_at",
    at_precision: "'exact'"
  },
  key: "version_uuid"
};
