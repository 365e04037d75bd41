import type {Definition} from "../definitions.js";

/** Revenue, and how many pay it. */
export const revenue: Definition[] = [
  {
    id: "mrr",
    name: "Monthly recurring revenue",
    also: ["monthly recurring revenue"],
    short: "What customers are billed a month: the contract's price less the discounts in force.",
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
    id: "mrr_contracted",
    name: "Contracted monthly recurring revenue",
    short: "What the same licences would pay a month without any discount.",
    formula: "Σ amount ÷ months of the interval, over licences in force at the period's end",
    unit: "money",
    grain: "company, end of month",
    mart: "revenue_months",
    source:
      "An export does not say whether a discount will end, so every discount is left out; mrr nets every one in force",
    better: "higher",
    kind: "stock"
  },
  {
    id: "mrr_committed",
    name: "Committed monthly recurring revenue",
    short: "Monthly recurring revenue without licences that are set to end.",
    formula: "MRR − MRR of licences whose cancellation was asked for before the period's end and whose end is set",
    unit: "money",
    grain: "company, end of month",
    mart: "revenue_months",
    source: "Read at the month's end and never as of today, so that a closed month keeps its value",
    better: "higher",
    kind: "stock"
  },
  {
    id: "mrr_trial",
    name: "Trial monthly recurring revenue",
    short: "What the trials that are running would pay a month if all of them were paid for. No part of MRR.",
    formula: "Σ max(0, amount − discount) ÷ months of the interval, over trials in force at the period's end",
    unit: "money",
    grain: "company, end of month",
    mart: "revenue_months",
    source: "A trial whose line has no price is valued at the list price of its plan",
    better: "higher",
    kind: "stock"
  },
  {
    id: "mrr_metered",
    name: "Metered monthly revenue",
    short: "What metered items come to a month. No part of MRR.",
    formula: "Σ max(0, amount − discount) ÷ months of the interval, over metered items in force at the period's end",
    unit: "money",
    grain: "company, end of month",
    mart: "revenue_months",
    source: "A quarter's usage counts a third in each of its months; usage moves this series and never MRR",
    better: "higher",
    kind: "stock"
  },
  {
    id: "arr",
    name: "Annual recurring revenue",
    also: ["annual recurring revenue"],
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
    also: ["ARPU", "average revenue per customer"],
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
    also: ["CLV", "LTV", "customer lifetime value"],
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
    also: ["customers"],
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
  },
  {
    id: "intra_month_accounts",
    name: "Came and left within a month",
    short: "Accounts that began to pay and stopped between two month ends.",
    formula: "count of accounts with a paid licence that begins and ends in the month, and none at either end of it",
    unit: "count",
    grain: "account, one month",
    mart: "intra_month_accounts",
    source: "Month ends do not see them, so that they are in no movement and no churn rate; shown apart",
    better: "lower",
    kind: "flow"
  }
];
