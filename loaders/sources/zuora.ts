import type {Source} from "./index.js";

const kept = `lower(coalesce("?_fivetran_deleted", "?deleted", 'false')) not in ('true', 't', '1')`;

/** Segments of rate plan charges, which Zuora dates to the day and prices by the month. */
export const zuoraRatePlanCharges: Source = {
  id: "zuora.rate_plan_charges",
  table: "subscription_periods",
  grain: "segment of a rate plan charge",
  precision: "day",
  oddities:
    "The amount is the charge's MRR, so its interval is a month whatever is billed. Amended subscriptions repeat a segment in each version: the last counts. Usage charges are metered. Deleted rows are left out.",
  triedOn: "Fivetran's Zuora seeds",
  recognise: ["charge_number", "effective_start_date", "mrr", "subscription_id", "rate_plan_id"],
  aliases: {
    charge_number: ["RatePlanCharge.ChargeNumber"],
    effective_start_date: ["RatePlanCharge.EffectiveStartDate"],
    effective_end_date: ["RatePlanCharge.EffectiveEndDate"],
    mrr: ["RatePlanCharge.MRR"],
    segment: ["RatePlanCharge.Segment"],
    version: ["RatePlanCharge.Version"],
    quantity: ["RatePlanCharge.Quantity"],
    charge_type: ["RatePlanCharge.ChargeType"],
    subscription_id: ["Subscription.Id", "Subscription.Name"],
    rate_plan_id: ["RatePlan.Id"],
    account_id: ["Account.Id", "Account.AccountNumber"],
    product_rate_plan_id: ["ProductRatePlan.Id"],
    transaction_currency: ["Account.Currency", "currency"]
  },
  columns: {
    account_id: "account_id",
    subscription_id: "subscription_id",
    item_id: "charge_number",
    plan_id: "product_rate_plan_id",
    seats: {sql: `round(cast("quantity" as double))`},
    amount: {sql: `minor_units("mrr", "?transaction_currency")`},
    currency: {sql: `upper("transaction_currency")`},
    interval_unit: {sql: "'month'"},
    interval_count: {sql: "1"},
    kind: {
      sql: `case lower(replace("charge_type", '-', '')) when 'usage' then 'metered' when 'onetime' then 'one_off' else 'recurring' end`
    },
    starts_at: "effective_start_date",
    ends_at: "effective_end_date",
    at_precision: {sql: "'day'"}
  },
  where: `${kept} and row_number() over (partition by "charge_number", "?segment", ${kept}
    order by try_cast("?version" as integer) desc nulls last) = 1`
};

/** Subscriptions say when terms end, not what they cost; charges do. */
export const zuoraSubscriptions: Source = {
  id: "zuora.subscriptions",
  table: "renewals",
  grain: "term of a subscription that comes to its end",
  precision: "day",
  oddities:
    "The export has no amounts, so it fills renewals; rate plan charges fill the licences. Evergreen subscriptions have no term, drafts are not sold, older versions are overtaken: all are left out.",
  triedOn: "Fivetran's Zuora seeds",
  recognise: ["account_id", "term_end_date", "term_type", "renewal_term", "contract_effective_date"],
  aliases: {account_id: ["Account.Id"], term_end_date: ["Subscription.TermEndDate"]},
  columns: {
    account_id: "account_id",
    subscription_id: {sql: `coalesce("?original_id", "id")`},
    renews_on: "term_end_date",
    term_months: {
      sql: `case lower(coalesce("?renewal_term_period_type", 'month')) when 'month' then cast("renewal_term" as integer) when 'year' then 12 * cast("renewal_term" as integer) end`
    },
    outcome: {sql: `case when lower("status") = 'cancelled' then 'lost' else 'open' end`},
    decided_on: "cancelled_date"
  },
  where: `${kept} and "term_end_date" is not null and upper("term_type") = 'TERMED' and lower("status") not in ('draft', 'expired')
    and lower(coalesce("?is_latest_version", 'true')) in ('true', 't', '1')`,
  key: "id"
};
