import type {Definition} from "../definitions.js";

/** The other ways in which retention and churn are counted. */
export const retentionMethods: Definition[] = [
  {
    id: "nrr_monthly",
    name: "Net revenue retention, one month",
    short: "What the customers of a month ago pay now, for each unit they paid then.",
    formula: "Σ MRR now ÷ Σ MRR a month ago, over accounts that paid a month ago",
    unit: "rate",
    grain: "account, one month",
    mart: "retention_months",
    source: "Both ends at the exchange rate of a month ago; linearised interval of a ratio of sums",
    better: "higher",
    kind: "flow"
  },
  {
    id: "grr_monthly",
    name: "Gross revenue retention, one month",
    short: "The same without growth.",
    formula: "Σ min(MRR now, MRR a month ago) ÷ Σ MRR a month ago, the minimum per account",
    unit: "rate",
    grain: "account, one month",
    mart: "retention_months",
    source: "Capped per account; linearised interval of a ratio of sums",
    better: "higher",
    kind: "flow"
  },
  {
    id: "nrr_compounded",
    name: "Net revenue retention, compounded",
    short: "Twelve monthly retention rates multiplied; the population changes every month.",
    formula:
      "Π over 12 months of Σ MRR(t) ÷ Σ MRR(t−1) over accounts that paid at t−1 (settings.nrr.window_months: 12)",
    unit: "rate",
    grain: "account-month, 12 months",
    mart: "retention_months",
    source: "Given for comparison with tools that compound; no interval, because the twelve populations overlap",
    better: "higher",
    kind: "flow"
  },
  {
    id: "grr_compounded",
    name: "Gross revenue retention, compounded",
    short: "Twelve monthly gross rates multiplied; a fall that is made good later still counts.",
    formula:
      "Π over 12 months of Σ min(MRR(t), MRR(t−1)) ÷ Σ MRR(t−1) over accounts that paid at t−1 (settings.nrr.window_months: 12)",
    unit: "rate",
    grain: "account-month, 12 months",
    mart: "retention_months",
    source: "Given for comparison; no interval, because the twelve populations overlap",
    better: "higher",
    kind: "flow"
  },
  {
    id: "nrr_bridge",
    name: "Net revenue retention, bridge",
    short: "Opening revenue plus all movements but new business, for each unit of opening revenue.",
    formula:
      "(start + expansion + reactivation + resumed − contraction − churn − paused) ÷ start, movements of the 12 months (settings.nrr.window_months: 12)",
    unit: "rate",
    grain: "company, 12 months",
    mart: "movements",
    source: "Given for comparison; it mixes in movements of accounts that joined within the year",
    better: "higher",
    kind: "flow"
  },
  {
    id: "grr_bridge",
    name: "Gross revenue retention, bridge",
    short: "Opening revenue less all losses, for each unit of opening revenue.",
    formula:
      "(start − contraction − churn − paused) ÷ start, movements of the 12 months (settings.nrr.window_months: 12)",
    unit: "rate",
    grain: "company, 12 months",
    mart: "movements",
    source: "Given for comparison; losses of accounts that joined within the year are in it",
    better: "higher",
    kind: "flow"
  },
  {
    id: "nrr_survivor",
    name: "Net revenue retention, survivors",
    short: "The rate among customers who are still there: biased upwards, since whoever left is not asked.",
    formula: "Σ MRR now ÷ Σ MRR a year ago, over accounts that paid then and pay now (settings.nrr.window_months: 12)",
    unit: "rate",
    grain: "account, trailing 12 months, survivors only",
    mart: "retention_accounts",
    source: "Given for comparison and never as a headline; linearised interval of a ratio of sums",
    better: "higher",
    kind: "flow"
  },
  {
    id: "grr_survivor",
    name: "Gross revenue retention, survivors",
    short: "The same without growth: what those who stayed cut back.",
    formula:
      "Σ min(MRR now, MRR a year ago) ÷ Σ MRR a year ago, over accounts that paid then and pay now (settings.nrr.window_months: 12)",
    unit: "rate",
    grain: "account, trailing 12 months, survivors only",
    mart: "retention_accounts",
    source: "Given for comparison and never as a headline; linearised interval of a ratio of sums",
    better: "higher",
    kind: "flow"
  },
  {
    id: "renewal_rate",
    name: "Renewal rate",
    short: "Of the revenue whose term ended within the year, what it became, growth at the renewal included.",
    formula:
      "Σ MRR after ÷ Σ MRR before, over terms longer than a month that ended in the 12 months (settings.nrr.window_months: 12)",
    unit: "rate",
    grain: "renewal, account-clustered, 12 months",
    mart: "renewal_accounts",
    source:
      "Days from the renewals export where a subscription stands in it, else from when the licence began and its interval; a past-due licence counts when it is paid or ended",
    better: "higher",
    kind: "flow"
  },
  {
    id: "renewal_rate_gross",
    name: "Renewal rate, gross",
    short: "Of the revenue whose term ended within the year, what was renewed without growth.",
    formula:
      "Σ min(MRR after, MRR before) ÷ Σ MRR before, over terms longer than a month that ended in the 12 months (settings.nrr.window_months: 12)",
    unit: "rate",
    grain: "renewal, account-clustered, 12 months",
    mart: "renewal_accounts",
    source: "Capped per account and renewal; the rest of the account is held still",
    better: "higher",
    kind: "flow"
  },
  {
    id: "logo_churn_renewable",
    name: "Logo churn of those up for renewal",
    short: "Share of accounts with a term that ended in the month that stopped paying.",
    formula:
      "accounts lost ÷ accounts with a licence whose term ended in the month; month-to-month licences count every month",
    unit: "rate",
    grain: "account, one month",
    mart: "account_turnover",
    source:
      "Annual accounts cannot leave in eleven months of twelve, so all accounts are too many to divide by; Wilson interval",
    better: "lower",
    kind: "flow"
  },
  {
    id: "logo_churn_voluntary",
    name: "Logo churn, voluntary",
    short: "Share of customers that left of their own accord in the month.",
    formula: "accounts lost after a cancellation ÷ accounts that paid or were on pause at t−1",
    unit: "rate",
    grain: "account, one month",
    mart: "account_turnover",
    source:
      "By the licence that ended last: canceled, or an end reason that says so; those without a known reason are in neither kind; Wilson interval",
    better: "lower",
    kind: "flow"
  },
  {
    id: "logo_churn_involuntary",
    name: "Logo churn, involuntary",
    short: "Share of customers lost in the month because a payment failed.",
    formula: "accounts lost past due, unpaid or after a failed payment ÷ accounts that paid or were on pause at t−1",
    unit: "rate",
    grain: "account, one month",
    mart: "account_turnover",
    source:
      "By the licence that ended last: its status, or an end reason that says so; those without a known reason are in neither kind; Wilson interval",
    better: "lower",
    kind: "flow"
  }
];
