import type {Definition} from "../definitions.js";

/** Revenue, and how many pay it. */
export const revenue: Definition[] = [
  {
    id: "mrr",
    name: "Monthly recurring revenue",
    short: "What customers are contracted to pay a month.",
    formula:
      "Σ max(0, amount − discount in force) ÷ months of the interval, over licences in force at the period's end",
    unit: "money",
    grain: "company, end of month",
    mart: "account_months",
    source:
      "Weeks count 12/52 and days 12/365 of a month; trials, metered and one-off items are out (docs/decisions.md)",
    better: "higher",
    kind: "stock"
  },
  {
    id: "arr",
    name: "Annual recurring revenue",
    short: "Twelve times monthly recurring revenue: a run rate, not a forecast.",
    formula: "12 × MRR",
    unit: "money",
    grain: "company, end of month",
    mart: "account_months",
    source: "as MRR",
    better: "higher",
    kind: "stock"
  },
  {
    id: "arpa",
    name: "Revenue per account",
    short: "Monthly recurring revenue per paying account.",
    formula: "MRR ÷ paying accounts",
    unit: "money",
    grain: "account, end of month",
    mart: "account_months",
    source: "t interval over accounts: what another such set of customers might show",
    better: "higher",
    kind: "stock"
  },
  {
    id: "ltv",
    name: "Simple lifetime value",
    short: "Revenue per account for as long as an account stays, if churn stays as it is.",
    formula: "ARPA × margin ÷ mean monthly logo churn of the last 6 closed months",
    unit: "money",
    grain: "company, 6 months",
    mart: "movements",
    source:
      "Margin from settings, 1 where none is set; no discounting; null where nobody churned. The interval carries the churn rate's only",
    better: "higher",
    kind: "flow"
  },
  {
    id: "ltv_realised",
    name: "Realised lifetime value",
    short: "What an account has paid by the end of its first year.",
    formula: "margin × Σ (payments − refunds) before age 12 months ÷ accounts old enough",
    unit: "money",
    grain: "accounts whose first licence is seen, from their own first day",
    mart: "realised_values",
    source:
      "Whoever left counts with what it paid; refunds on their day; monthly revenue added up where there are no payments",
    better: "higher",
    kind: "flow"
  },
  {
    id: "ltv_restricted",
    name: "Lifetime value to the horizon",
    short: "What an account brings in up to the horizon, as accounts of each age stay and pay today.",
    formula: "Σ S(t) × ARPA(t) × margin ÷ (1 + d)^t over months t before the horizon",
    unit: "money",
    grain: "account, from its first month to the horizon",
    mart: "tenure_months",
    source:
      "S is the Kaplan–Meier curve, with late entry; d a month from the yearly discount. It ends where fewer than 10 are at risk, and says where",
    better: "higher",
    kind: "flow"
  },
  {
    id: "ltv_sbg",
    name: "Lifetime value by renewals",
    short: "What an account brings in if renewal goes on as a model of it says.",
    formula: "first revenue of a term × margin × discounted expected terms of the fitted model (DEL)",
    unit: "money",
    grain: "account on the most common term that can be fitted",
    mart: "renewal_steps",
    source:
      "Fader and Hardie (2007), shifted beta-geometric model of renewals; refused under three renewals. Goes beyond what was seen",
    better: "higher",
    kind: "flow"
  },
  {
    id: "active_accounts",
    name: "Paying accounts",
    short: "Accounts with recurring revenue at the period's end.",
    formula: "count of accounts with MRR > 0",
    unit: "count",
    grain: "account, end of month",
    mart: "account_months",
    source: "An account that pays nothing after discounts is not counted",
    better: "higher",
    kind: "stock"
  },
  {
    id: "active_subscriptions",
    name: "Active subscriptions",
    short: "Subscriptions in force at the period's end, trials included.",
    formula: "count of distinct subscriptions in force",
    unit: "count",
    grain: "subscription, end of month",
    mart: "subscription_months",
    source: "State at an instant: starts before it, and has not ended before it",
    better: "higher",
    kind: "stock"
  },
  {
    id: "paid_subscriptions",
    name: "Paid subscriptions",
    short: "Subscriptions in force that are not trials.",
    formula: "count of distinct subscriptions in force with a recurring price and not in trial",
    unit: "count",
    grain: "subscription, end of month",
    mart: "subscription_months",
    source: "as active_subscriptions",
    better: "higher",
    kind: "stock"
  }
];
