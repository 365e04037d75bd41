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
    formula: "ARPA ÷ mean monthly logo churn of the last 6 closed months",
    unit: "money",
    grain: "company, 6 months",
    mart: "movements",
    source: "No margin, no discounting; null where nobody churned. The interval carries the churn rate's only",
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
