import {identifier} from "../engines/duckdb.js";
import {sizeBand, yes} from "../sources/crm.js";

/** How a column may be called in an export that is no vendor's, and how it is then filled. */
export interface Field {
  column: string;
  words: string;
  /** The expression for a header in double quotes; the header itself where there is none. */
  sql?: (cell: string) => string;
}

/** A contract table as exports of a company's own tend to hold it. */
export interface Shape {
  table: string;
  /** Columns without which it is another table. */
  needs: string[];
  /** Of these one at least. */
  some?: string[];
  /** What the name of the file must say, where the columns alone do not tell. */
  about?: RegExp;
  /** Headers that only another table has. */
  never?: string;
  fields: Field[];
  /** Columns that are the same whatever the export says. */
  constant?: Record<string, string>;
  /** The column that names a row. */
  id?: string;
}

const account =
  "account_id customer_id organisation_id organization_id org_id company_id client_id tenant_id workspace_id account customer organisation organization company client tenant";
const subscription = "subscription_id sub_id contract_id licence_id license_id subscription";
const plan = "plan_id plan_code plan plan_tier plan_name tier price_id product_id product sku edition package";
const user = "user_id user member_id visitor_id";
const accountId: Field = {column: "account_id", words: account};
const minutesAfter = (opened: string) => (cell: string) =>
  `moment(${opened}) + to_seconds(60 * cast(${cell} as double))`;

const periodOf = (cell: string) => `regexp_extract(lower(${cell}), 'ann|year|quarter|month|week|da[iy]')`;

/** The interval that a word such as annually or P1M stands for. */
export const interval = {
  unit: (header: string) =>
    `case ${periodOf(identifier(header))} when 'ann' then 'year' when 'year' then 'year' when 'quarter' then 'month' when 'month' then 'month' when 'week' then 'week' when 'dai' then 'day' when 'day' then 'day' end`,
  count: (header: string) => `case ${periodOf(identifier(header))} when 'quarter' then 3 else 1 end`
};

/** Headers of money by what they cover, and of intervals. */
export const money = {
  month: "mrr mrr_amount monthly_amount monthly_revenue monthly_recurring_revenue monthly_price monthly_fee",
  year: "arr arr_amount annual_amount annual_recurring_revenue annual_price annual_contract_value acv",
  other:
    "amount price total net_amount subtotal plan_amount recurring_amount fee value amount_cents price_cents total_cents amount_minor",
  interval:
    "interval billing_interval billing_frequency billing_period frequency billing_cycle plan_interval period term",
  currency: "currency currency_code ccy iso_currency currencyisocode"
};
export const trialFlag = "is_trial trial trial_flag in_trial on_trial";

/** The first that fits is meant. */
export const shapes: readonly Shape[] = [
  {
    table: "tickets",
    needs: ["ticket_id", "opened_at"],
    id: "ticket_id",
    fields: [
      {column: "ticket_id", words: "ticket_id case_id ticket_number case_number ticket"},
      accountId,
      {column: "opened_at", words: "opened_at submitted_at created_at opened created created_date submitted open_date"},
      {column: "first_reply_at", words: "first_reply_at first_response_at first_replied_at"},
      {
        column: "first_reply_at",
        words:
          "first_response_time_minutes first_reply_time_minutes first_response_minutes first_reply_minutes first_reply_time_in_minutes",
        sql: minutesAfter("$opened_at")
      },
      {column: "solved_at", words: "solved_at closed_at resolved_at closed solved closed_date resolution_date"},
      {column: "priority", words: "priority severity"},
      {column: "csat", words: "csat csat_score satisfaction_score satisfaction rating"},
      {column: "reopens", words: "reopens reopen_count times_reopened"}
    ]
  },
  {
    table: "exposures",
    needs: ["experiment_id", "variant_id", "unit_id", "exposed_at"],
    constant: {unit_type: "'user'"},
    fields: [
      {column: "experiment_id", words: "experiment_id experiment experiment_key experiment_name test_id test_name"},
      {column: "variant_id", words: "variant_id variant variation_id variation arm bucket group treatment"},
      {column: "unit_id", words: user},
      accountId,
      {column: "exposed_at", words: "exposed_at timestamp assigned_at first_seen_at viewed_at date created_at"}
    ]
  },
  {
    table: "messages",
    needs: ["message_id", "sent_at"],
    id: "message_id",
    fields: [
      {column: "message_id", words: "message_id email_id send_id"},
      {column: "template_id", words: "template_id template campaign_id campaign"},
      accountId,
      {column: "user_id", words: user},
      {column: "channel", words: "channel medium"},
      {column: "sent_at", words: "sent_at sent send_time sent_date"},
      {column: "delivered_at", words: "delivered_at delivered"},
      {column: "opened_at", words: "opened_at opened"},
      {column: "clicked_at", words: "clicked_at clicked"},
      {column: "unsubscribed_at", words: "unsubscribed_at unsubscribed"}
    ]
  },
  {
    table: "usage",
    needs: ["day"],
    some: ["feature", "quantity"],
    never: "amount mrr price invoice_id event_name event_type",
    about: /usage|use|feature|activit|meter/i,
    id: "usage_id",
    fields: [
      {column: "usage_id", words: "usage_id"},
      accountId,
      {column: "subscription_id", words: subscription},
      {column: "user_id", words: user},
      {column: "day", words: "day usage_date date activity_date used_on usage_day usage_at"},
      {column: "feature", words: "feature feature_name feature_key module meter metric"},
      {column: "quantity", words: "quantity usage_count count uses events usage_quantity units"},
      {column: "seconds", words: "seconds usage_duration_secs duration_seconds duration_secs usage_seconds"},
      {column: "errors", words: "errors error_count"}
    ]
  },
  {
    table: "subscription_periods",
    needs: ["account_id", "starts_at", "amount"],
    never: "invoice_number invoice_id payment_id churn_date",
    id: "subscription_id",
    fields: [
      accountId,
      {column: "subscription_id", words: subscription},
      {column: "plan_id", words: plan},
      {column: "seats", words: "seats quantity qty licences licenses users seat_count"},
      {column: "amount", words: `${money.month} ${money.year} ${money.other}`},
      {column: "currency", words: money.currency, sql: (cell) => `upper(${cell})`},
      {
        column: "starts_at",
        words:
          "starts_at start_date started_at start subscription_start activated_at valid_from from_date start_at effective_from"
      },
      {
        column: "ends_at",
        words:
          "ends_at end_date ended_at end subscription_end expires_at expiry_date valid_to to_date end_at effective_to"
      },
      {column: "cancel_requested_at", words: "cancel_requested_at cancellation_date canceled_at cancelled_at"},
      {column: "end_reason", words: "end_reason cancel_reason cancellation_reason churn_reason"}
    ]
  },
  {
    table: "trials",
    needs: ["account_id", "started_at"],
    about: /trial/i,
    never: "amount mrr",
    id: "trial_id",
    fields: [
      {column: "trial_id", words: "trial_id id"},
      accountId,
      {column: "subscription_id", words: subscription},
      {column: "plan_id", words: plan},
      {
        column: "started_at",
        words: "started_at trial_start trial_started_at trial_start_date start_date started start"
      },
      {column: "ends_at", words: "ends_at trial_end trial_ends_at trial_end_date end_date ends end"},
      {column: "source", words: "source channel referral_source"}
    ]
  },
  {
    table: "payments",
    needs: ["account_id", "paid_at", "amount"],
    about: /payment|invoice|charge|transaction|receipt/i,
    fields: [
      accountId,
      {column: "subscription_id", words: subscription},
      {
        column: "paid_at",
        words: "paid_at payment_date paid_on charged_at transaction_date invoice_date date created_at"
      },
      {column: "amount", words: `amount_paid paid ${money.other}`},
      {column: "currency", words: money.currency, sql: (cell) => `upper(${cell})`}
    ]
  },
  {
    table: "plans",
    // A list without an order of tiers is worth less than one made from what licences pay.
    needs: ["plan_id", "tier_rank"],
    never: `${account} user_id event`,
    id: "plan_id",
    fields: [
      {column: "plan_id", words: "plan_id plan_code plan price_id sku product_id id"},
      {column: "name", words: "plan_name name title nickname"},
      {column: "family", words: "family tier edition product"},
      {column: "tier_rank", words: "tier_rank tier_order rank"},
      {column: "list_amount", words: "list_price price amount list_amount"},
      {column: "currency", words: money.currency, sql: (cell) => `upper(${cell})`}
    ]
  },
  {
    table: "events",
    needs: ["at", "event"],
    id: "event_id",
    fields: [
      {column: "event_id", words: "event_id id uuid"},
      accountId,
      {column: "user_id", words: user},
      {column: "at", words: "at timestamp event_time event_date occurred_at time created_at date"},
      {column: "event", words: "event event_name event_type action activity"}
    ]
  },
  {
    table: "accounts",
    needs: ["account_id"],
    some: ["name", "industry", "region", "size_band"],
    about: /account|customer|compan|organi[sz]ation|client|tenant|workspace|crm/i,
    never:
      "amount mrr event ticket_id subscription_id plan_code start_date invoice_id unit_amount experiment_id score card_id brand exp_month",
    id: "account_id",
    fields: [
      {column: "account_id", words: `${account} id`},
      {
        column: "name",
        words: "account_name company_name customer_name organisation_name organization_name name company"
      },
      {column: "industry", words: "industry sector vertical"},
      {column: "region", words: "region country country_code market territory billing_country"},
      {column: "role", words: "role contact_role"},
      {column: "size_band", words: "size_band company_size size segment"},
      {
        column: "size_band",
        words: "employees number_of_employees employee_count headcount seats seat_count",
        sql: (cell) => sizeBand(cell.slice(1, -1)).sql.replace(/\s+/g, " ")
      },
      {
        column: "created_at",
        words: "created_at signup_date signed_up_at created_date registered_at joined_at created customer_since"
      }
    ]
  }
];

/** True where a cell of trials says yes. */
export const isTrial = (header: string) => yes(identifier(header));
