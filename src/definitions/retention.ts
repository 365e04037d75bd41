import type {Definition} from "../definitions.js";

/** Whether customers stay and grow. */
export const retention: Definition[] = [
  {
    id: "nrr",
    name: "Net revenue retention",
    also: ["NDR", "net dollar retention", "net expansion"],
    short: "What the customers of a year ago pay now, for each unit they paid then.",
    formula: "Σ MRR now ÷ Σ MRR a year ago, over accounts that paid a year ago (settings.nrr.window_months: 12)",
    unit: "rate",
    grain: "account, trailing 12 months, point to point",
    mart: "retention_accounts",
    source: "Cohort method; both ends at the exchange rate of 12 months ago; linearised interval of a ratio of sums",
    better: "higher",
    kind: "flow"
  },
  {
    id: "grr",
    name: "Gross revenue retention",
    also: ["GDR", "gross dollar retention"],
    short: "The same without growth: what of last year's revenue is still there.",
    formula:
      "Σ min(MRR now, MRR a year ago) ÷ Σ MRR a year ago, the minimum per account (settings.nrr.window_months: 12)",
    unit: "rate",
    grain: "account, trailing 12 months, point to point",
    mart: "retention_accounts",
    source: "Capped per account, not in total; linearised interval of a ratio of sums",
    better: "higher",
    kind: "flow"
  },
  {
    id: "logo_churn",
    name: "Logo churn",
    also: ["customer churn", "cancellation rate", "attrition"],
    short: "Share of customers that left in the month.",
    formula:
      "accounts that paid or were on pause at t−1 and do neither at t ÷ accounts that paid or were on pause at t−1",
    unit: "rate",
    grain: "account, one month",
    mart: "movements",
    source:
      "Churn is dated by the end of service, a pause is none until it ends without payment (settings.pause: churn counts it at once); Wilson interval (Wilson 1927, JASA 22:209)",
    better: "lower",
    kind: "flow"
  },
  {
    id: "quick_ratio",
    name: "Quick ratio",
    also: ["growth efficiency"],
    short: "Revenue won for each unit lost in the month.",
    formula: "(new + expansion) ÷ (contraction + churn)",
    unit: "ratio",
    grain: "company, one month",
    mart: "account_turnover",
    source:
      "Without reactivation, pauses and resumptions; null when nothing was lost; linearised interval of a ratio of sums over accounts",
    better: "higher",
    kind: "flow"
  }
];
