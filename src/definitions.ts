/** What a value is counted in. Rates are 0–1, money is in major units of the reporting currency. */
export type Unit = "money" | "rate" | "count" | "score" | "ratio";

/** What a measure means. Pages, docs/metrics.md and the command line all read this one table. */
export interface Definition {
  id: string;
  /** Name in a sentence of its own. */
  name: string;
  /** What it answers, for a reader who has never met it. */
  short: string;
  formula: string;
  unit: Unit;
  /** What is counted, and over which time. */
  grain: string;
  /** The mart it is computed from. */
  mart: string;
  /** Where the definition comes from, or which choice was made. */
  source: string;
  better: "higher" | "lower" | null;
}

/** One answer. A value that does not exist is null and `reason` says why. */
export interface Measure {
  id: string;
  /** "YYYY-MM" */
  period: string;
  segment: string | null;
  value: number | null;
  lower: number | null;
  upper: number | null;
  n: number | null;
  unit: Unit;
  method: string;
  definition: string;
  /** "ok", or the names of the failing checks behind it. */
  checks: string;
  reason?: string;
}

const list: Definition[] = [
  {
    id: "mrr",
    name: "Monthly recurring revenue",
    short: "What customers are contracted to pay a month.",
    formula: "Σ max(0, amount − discount in force) ÷ months of the interval, over licences in force at the period's end",
    unit: "money",
    grain: "company, end of month",
    mart: "account_currency_months",
    source: "Weeks count 12/52 and days 12/365 of a month; trials, metered and one-off items are out (docs/decisions.md)",
    better: "higher"
  },
  {
    id: "arr",
    name: "Annual recurring revenue",
    short: "Twelve times monthly recurring revenue: a run rate, not a forecast.",
    formula: "12 × MRR",
    unit: "money",
    grain: "company, end of month",
    mart: "account_currency_months",
    source: "as MRR",
    better: "higher"
  },
  {
    id: "nrr",
    name: "Net revenue retention",
    short: "What the customers of a year ago pay now, for each unit they paid then.",
    formula: "Σ MRR now ÷ Σ MRR 12 months ago, over accounts that paid 12 months ago",
    unit: "rate",
    grain: "account, trailing 12 months, point to point",
    mart: "retention_accounts",
    source: "Cohort method; both ends at the exchange rate of 12 months ago; linearised interval of a ratio of sums",
    better: "higher"
  },
  {
    id: "grr",
    name: "Gross revenue retention",
    short: "The same without growth: what of last year's revenue is still there.",
    formula: "Σ min(MRR now, MRR 12 months ago) ÷ Σ MRR 12 months ago, the minimum per account",
    unit: "rate",
    grain: "account, trailing 12 months, point to point",
    mart: "retention_accounts",
    source: "Capped per account, not in total; linearised interval of a ratio of sums",
    better: "higher"
  },
  {
    id: "nrr_compounded",
    name: "Net revenue retention, compounded",
    short: "Twelve monthly retention rates multiplied; the population changes every month.",
    formula: "Π over 12 months of Σ MRR(t) ÷ Σ MRR(t−1) over accounts that paid at t−1",
    unit: "rate",
    grain: "account-month, 12 months",
    mart: "movements",
    source: "Given for comparison with tools that compound; no interval, because the twelve populations overlap",
    better: "higher"
  },
  {
    id: "nrr_bridge",
    name: "Net revenue retention, bridge",
    short: "Opening revenue plus all movements but new business, for each unit of opening revenue.",
    formula: "(start + expansion + reactivation − contraction − churn) ÷ start, movements of the 12 months",
    unit: "rate",
    grain: "company, 12 months",
    mart: "movements",
    source: "Given for comparison; it mixes in movements of accounts that joined within the year",
    better: "higher"
  },
  {
    id: "logo_churn",
    name: "Logo churn",
    short: "Share of paying accounts that stopped paying in the month.",
    formula: "accounts active at t−1 and not at t ÷ accounts active at t−1",
    unit: "rate",
    grain: "account, one month",
    mart: "movements",
    source: "Churn is dated by the end of service; Wilson interval (Wilson 1927, JASA 22:209)",
    better: "lower"
  },
  {
    id: "quick_ratio",
    name: "Quick ratio",
    short: "Revenue won for each unit lost in the month.",
    formula: "(new + expansion) ÷ (contraction + churn)",
    unit: "ratio",
    grain: "company, one month",
    mart: "movements",
    source: "Without reactivation; null when nothing was lost",
    better: "higher"
  },
  {
    id: "upgrade_rate",
    name: "Upgrade rate",
    short: "Share of accounts that could upgrade and did, in the month.",
    formula: "accounts with a higher tier or more seats at t than at t−1 ÷ eligible accounts at t−1",
    unit: "rate",
    grain: "account, one month",
    mart: "upgrade_months",
    source:
      "Eligible: paying, not scheduled to leave, and below the top tier or priced by the seat; Wilson interval",
    better: "higher"
  },
  {
    id: "upgrade_rate_tier",
    name: "Tier upgrade rate",
    short: "Share of accounts below the top tier that moved up a tier in the month.",
    formula: "accounts on a higher tier at t than at t−1 ÷ accounts below the top tier at t−1, not scheduled to leave",
    unit: "rate",
    grain: "account, one month",
    mart: "upgrade_months",
    source: "Wilson interval",
    better: "higher"
  },
  {
    id: "upgrade_hazard",
    name: "Upgrade hazard",
    short: "Upgrades per eligible account-month over the last 12 months.",
    formula: "Σ upgrades ÷ Σ eligible account-months, trailing 12 months",
    unit: "rate",
    grain: "account-month, trailing 12 months",
    mart: "upgrade_accounts",
    source: "Interval clusters by account: an account that upgrades twice is one account",
    better: "higher"
  },
  {
    id: "trial_conversion",
    name: "Trial conversion",
    short: "Share of trials begun in a month that were paid for within the window.",
    formula: "trials with a first payment on day 0 to W ÷ trials started, by month of start",
    unit: "rate",
    grain: "trial, cohort by start month, mature cohorts only",
    mart: "trial_cohorts",
    source: "W is settings.trial.window_days; one sale converts one trial; pending trials are shown apart; Wilson interval",
    better: "higher"
  },
  {
    id: "trial_conversion_year",
    name: "Trial conversion, last 12 cohorts",
    short: "Share of trials that were paid for within the window, over a year of cohorts.",
    formula: "trials with a first payment on day 0 to W ÷ trials started, over the mature cohorts of 12 months",
    unit: "rate",
    grain: "trial, cohorts of 12 start months, mature ones only",
    mart: "trial_cohorts",
    source: "As trial_conversion; one month's cohort is often too small to read",
    better: "higher"
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
    better: "higher"
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
    better: "higher"
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
    better: "higher"
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
    better: "higher"
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
    better: "higher"
  },
  {
    id: "nps",
    name: "Net promoter score",
    short: "Promoters (9 or 10) less detractors (0 to 6), per hundred answers.",
    formula: "100 × (promoters − detractors) ÷ answers, each account's latest answer in the last 12 months",
    unit: "score",
    grain: "account, trailing 12 months",
    mart: "survey_accounts",
    source: "Adjusted-Wald interval: 3 answers added, ¾ promoters and ¾ detractors (Rocks 2016)",
    better: "higher"
  },
  {
    id: "csat",
    name: "Satisfaction with support",
    short: "Share of ratings of 4 or 5 out of 5.",
    formula: "ratings of 4 or 5 ÷ ratings, trailing 12 months",
    unit: "rate",
    grain: "rating, trailing 12 months",
    mart: "satisfaction",
    source: "Wilson interval",
    better: "higher"
  },
  {
    id: "response_rate",
    name: "Response rate",
    short: "Share of invitations that were answered.",
    formula: "answers ÷ invitations sent, trailing 12 months",
    unit: "rate",
    grain: "invitation, trailing 12 months",
    mart: "survey_accounts",
    source: "Wilson interval; null where the survey export has no unanswered invitations",
    better: "higher"
  }
];

/** Every measure by its id. */
export const definitions: Readonly<Record<string, Definition>> = Object.fromEntries(list.map((d) => [d.id, d]));
