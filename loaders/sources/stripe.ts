import type {Source} from "./index.js";

/**
 * Subscriptions as Stripe's dashboard exports them: a snapshot, so a change of plan before the export is not dated.
 * "Canceled At" is when the customer asked to leave, "Ended At" when service ends; rows may be active and have both.
 */
export const stripeSubscriptions: Source = {
  id: "stripe.subscriptions",
  table: "subscription_periods",
  recognise: ["Customer ID", "Status", "Current Period End (UTC)"],
  columns: {
    account_id: ["Customer ID", "Customer"],
    subscription_id: "id",
    item_id: "id",
    plan_id: ["Plan", "Product"],
    status: [{needs: ["Status"], expression: `lower("Status")`}],
    seats: ["Quantity"],
    amount: [
      {needs: ["Amount", "Currency"], expression: `minor_units(replace("Amount", ',', ''), "Currency")`},
      {needs: ["Amount"], expression: `round(cast(replace("Amount", ',', '') as double) * 100)`}
    ],
    currency: [{needs: ["Currency"], expression: `upper("Currency")`}],
    interval_unit: [{needs: ["Interval"], expression: `lower("Interval")`}],
    kind: [{needs: ["Status"], expression: `case when lower("Status") = 'trialing' then 'trial' else 'recurring' end`}],
    starts_at: ["Start (UTC)", "Start Date (UTC)", "Created (UTC)"],
    ends_at: [
      {
        needs: ["Ended At (UTC)", "Canceled At (UTC)", "Current Period End (UTC)"],
        expression: `coalesce("Ended At (UTC)", case when "Canceled At (UTC)" is not null then "Current Period End (UTC)" end)`
      },
      "Ended At (UTC)"
    ],
    cancel_requested_at: ["Canceled At (UTC)"],
    end_reason: ["Cancellation Reason"],
    at_precision: "'snapshot'"
  },
  where: `lower("Status") not in ('incomplete', 'incomplete_expired')`,
  key: "id"
};
