import type {Source} from "./index.js";

const credit = `min(case when try_cast("amount" as double) < 0 then moment("from") end)
  over (partition by "organisation", "?plan" order by moment("from") range between interval 1 day following and unbounded following)`;

/** The simplest licence export there is: who paid what for which span. */
export const invoiceLines: Source = {
  id: "invoice.lines",
  table: "subscription_periods",
  secondary: true,
  grain: "invoice line with the span it pays for",
  precision: "period",
  oddities:
    "Upgrades are seen as the next line begins. A credit ends the lines before it, of the same plan where there is a plan; credits and zero lines are then left out. “to” may be the last day or the day after it: whichever makes whole months. Dates as 2026-01-31; a line whose dates need an order of day and month is rejected.",
  recognise: ["organisation", "from", "to", "amount", "currency"],
  unlike: ["subscription_id", "invoice_id"],
  aliases: {
    organisation: ["organization", "org", "company", "customer", "customer id", "account", "account id"],
    from: ["period start", "start date", "service start", "start"],
    to: ["period end", "end date", "service end", "end"],
    amount: ["net amount", "line amount", "total"],
    plan: ["product", "sku", "item"],
    seats: ["quantity", "qty"],
    line: ["line id", "invoice line", "invoice line id"]
  },
  columns: {
    account_id: "organisation",
    subscription_id: "subscription",
    plan_id: "plan",
    seats: "seats",
    amount: {sql: `minor_units("amount", "currency")`},
    currency: {sql: `upper("currency")`},
    interval_unit: {
      sql: `coalesce(span_unit(moment("from"), moment("to")), 'dates not written as 2026-01-31')`
    },
    interval_count: {sql: `span_count(moment("from"), moment("to"))`},
    starts_at: {sql: `moment("from")`},
    ends_at: {sql: `greatest(moment("from"), least(span_end(moment("from"), moment("to")), ${credit}))`},
    at_precision: {sql: "'period'"}
  },
  where: `coalesce(try_cast("amount" as double), 1) > 0`,
  key: "line"
};
