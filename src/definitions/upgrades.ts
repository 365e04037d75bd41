import type {Definition} from "../definitions.js";

/** Who upgrades, and who pays after a trial. */
export const upgrades: Definition[] = [
  {
    id: "upgrade_rate",
    name: "Upgrade rate",
    short: "Share of accounts that could upgrade and did, in the month.",
    formula: "accounts with a higher tier or more seats at t than at t−1 ÷ eligible accounts at t−1",
    unit: "rate",
    grain: "account, one month",
    mart: "upgrade_months",
    source: "Eligible: paying, not scheduled to leave, and below the top tier or priced by the seat; Wilson interval",
    better: "higher",
    kind: "flow"
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
    better: "higher",
    kind: "flow"
  },
  {
    id: "upgrade_hazard",
    name: "Upgrade hazard",
    also: ["upgrade rate", "expansion rate"],
    short: "Upgrades per eligible account-month over the last 12 months.",
    formula: "Σ upgrades ÷ Σ eligible account-months, trailing 12 months",
    unit: "rate",
    grain: "account-month, trailing 12 months",
    mart: "upgrade_accounts",
    source: "Interval clusters by account: an account that upgrades twice is one account",
    better: "higher",
    kind: "flow"
  },
  {
    id: "trial_conversion",
    name: "Trial conversion",
    also: ["free to paid", "win rate"],
    short: "Share of trials begun in a month that were paid for within the window.",
    formula: "trials with a first payment on day 0 to W ÷ trials started, by month of start",
    unit: "rate",
    grain: "trial, cohort by start month, mature cohorts only",
    mart: "trial_outcomes",
    source:
      "W is settings.trial.window_days; one sale converts one trial; pending trials are shown apart; Wilson interval",
    better: "higher",
    kind: "flow"
  },
  {
    id: "trial_conversion_year",
    name: "Trial conversion, last 12 cohorts",
    short: "Share of trials that were paid for within the window, over a year of cohorts.",
    formula:
      "trials with a first payment on day 0 to W ÷ trials started, over the latest 12 cohorts whose window was over by the month's end",
    unit: "rate",
    grain: "trial, 12 cohorts by start month",
    mart: "trial_outcomes",
    source: "As trial_conversion; one month's cohort is often too small to read",
    better: "higher",
    kind: "flow"
  },
  {
    id: "trial_conversion_open",
    name: "Trial conversion, with open trials",
    short: "Share of trials that are paid for within the window, estimated with those that are still open.",
    formula:
      "Aalen–Johansen incidence of a first payment by day W, over trials begun in the last 12 months; a trial leaves when it is paid for or when its window ends",
    unit: "rate",
    grain: "trial, 12 months of starts",
    mart: "trial_times",
    source:
      "Open trials are at risk to the month's end; unpaid at day W is an event, never censored, so that with every window over this is the share of trials paid for",
    better: "higher",
    kind: "flow"
  },
  {
    id: "trial_time",
    name: "Days to payment",
    short:
      "Median days from the start of a trial to its first payment, of trials that were paid for within the window.",
    formula: "median day of the first payment, day 0 is the day of start, over the latest 12 mature cohorts",
    unit: "count",
    grain: "converted trial, 12 cohorts by start month",
    mart: "trial_times",
    source:
      "Only cohorts whose window is over, so that quick conversions are not counted before slow ones; interval of order statistics",
    better: "lower",
    kind: "flow"
  }
];
