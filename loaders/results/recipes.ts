import type {Recipe} from "./cells.js";

const kept = (start: string, end: string) => ({
  s: start,
  d: `${start} - ${end}`,
  m: "r.kept_amount",
  l: `${start} - r.kept_amount`
});

const keptPairs = ["ss", "dd", "sd", "mm", "ll", "ml"];

/** What an account paid a window ago (s), and by how much less it pays now (d, below 0 where more); what it kept (m) and lost (l). */
const retention = {
  mart: "retention_accounts",
  sums: {churned: "r.is_lost"},
  variables: kept("r.start_amount", "r.end_amount"),
  pairs: keptPairs
};

/** The same a month ago. */
const retentionMonths = {
  mart: "retention_months",
  variables: kept("r.start_amount", "r.end_amount"),
  pairs: keptPairs
};

/** The same of those who still pay: the population of a biased rate. */
const survivors = {
  mart: "retention_accounts",
  sums: {stayed: "1 - r.is_lost"},
  variables: kept("r.start_amount * (1 - r.is_lost)", "r.end_amount"),
  pairs: keptPairs
};

/** The same of what came up for renewal in the window, and what it became. */
const renewalAccounts = {
  mart: "renewal_accounts",
  sums: {renewals: "r.renewals"},
  variables: kept("r.term_amount", "r.renewed_amount"),
  pairs: keptPairs
};

/** Accounts at a month's start, those up for renewal, those lost and why; revenue won (g) and lost (l), by account. */
const turnover = {
  mart: "account_turnover",
  sums: {
    accounts: "r.accounts",
    lost: "r.is_lost",
    due: "r.is_due",
    due_lost: "r.is_due_lost",
    voluntary: "r.is_voluntary",
    involuntary: "r.is_involuntary"
  },
  variables: {g: "r.won_amount", l: "r.lost_amount"},
  pairs: ["gg", "ll", "gl"]
};

/** What expansion and contraction are made of, in the order they are told apart. */
export const causes = ["tier", "seats", "addon", "price", "discount", "interval"] as const;

const causeSums = Object.fromEntries(
  ["expansion", "contraction"].flatMap((flow) => causes.map((cause) => [`${flow}_${cause}`, `r.${flow}_${cause}`]))
);

/** Counts and money of the monthly roll-forward. */
const movements = {
  mart: "movement_ledger",
  sums: {
    // Those taken over in the month stood apart at its start.
    accounts_start: "case when r.start_amount + r.fx_amount > 0 then 1 else 0 end + r.merged_accounts",
    accounts_new: "case when r.class = 'new' then 1 else 0 end",
    accounts_reactivated: "case when r.class = 'reactivation' then 1 else 0 end",
    accounts_churned: "case when r.class = 'churn' then 1 else 0 end",
    accounts_paused: "case when r.class = 'pause' then 1 else 0 end",
    accounts_resumed: "case when r.class = 'resume' then 1 else 0 end",
    accounts_merged: "r.merged_accounts",
    accounts_end: "case when r.end_amount > 0 then 1 else 0 end",
    // A customer on pause is one still, until the pause ends without a payment.
    customers_start: `case when r.start_amount + r.fx_amount > 0 or r.class in ('resume', 'paused', 'lapse') then 1 else 0 end
      + r.merged_accounts`,
    customers_lost: "case when r.class in ('churn', 'lapse') then 1 else 0 end",
    start: "r.start_amount",
    new: "r.new_amount",
    expansion: "r.expansion_amount",
    contraction: "r.contraction_amount",
    pause: "r.pause_amount",
    churn: "r.churn_amount",
    reactivation: "r.reactivation_amount",
    resume: "r.resume_amount",
    fx: "r.fx_amount",
    end: "r.end_amount",
    ...causeSums
  }
};

/** Accounts that could upgrade in a month, and those that did. */
const upgradeMonths = {
  mart: "upgrade_months",
  sums: {
    eligible: "1",
    upgraded: "r.upgraded",
    eligible_tier: "r.can_tier",
    upgraded_tier: "r.tier_up",
    eligible_seats: "r.can_seats",
    upgraded_seats: "r.seats_up",
    mrr_gain: "r.mrr_gain"
  }
};

/** An account's upgrades (u) and months at risk (m) in the trailing year. */
const upgradeAccounts = {
  mart: "upgrade_accounts",
  variables: {u: "r.upgrades", m: "r.months_at_risk"},
  pairs: ["uu", "mm", "um"]
};

/** Revenue (v) of each paying account. */
const accountMonths = {mart: "account_months", variables: {v: "r.mrr"}, pairs: ["vv"]};

const series = ["contracted", "billed", "committed", "trial", "metered"];

const revenueSums = Object.fromEntries(series.map((name) => [name, `r.${name}`]));

/** Revenue as contracted, billed and committed, on trial and metered, and how many accounts each is of. */
const revenueMonths = {
  mart: "revenue_months",
  sums: {
    ...revenueSums,
    ...Object.fromEntries(series.map((name) => [`accounts_${name}`, `case when r.${name} > 0 then 1 else 0 end`]))
  }
};

/** The same as pages draw it, without the counts, and by how much metered items rose and fell. */
export const revenueCube = {
  mart: "revenue_ledger",
  sums: {...revenueSums, usage_rise: "r.usage_rise", usage_fall: "r.usage_fall"}
};

/** Accounts that came and left between two month ends. */
const intraMonthAccounts = {mart: "intra_month_accounts"};

/** Subscriptions in force. */
const subscriptions = {
  mart: "subscription_months",
  sums: {active_subscriptions: "r.active_subscriptions", paid_subscriptions: "r.paid_subscriptions"}
};

/** Trials by month of start. */
const trials = {
  mart: "trial_outcomes",
  own: ["source"],
  sums: {
    converted: "case when r.outcome = 'converted' then 1 else 0 end",
    pending: "case when r.outcome = 'pending' then 1 else 0 end",
    abandoned: "case when r.outcome = 'abandoned' then 1 else 0 end",
    mature: "case when r.is_mature then 1 else 0 end"
  }
};

/**
 * The ledger of any plans and accounts: what entered and left them stands apart. Where a selection holds all plans, crossings are
 * expansion and contraction.
 */
export const ledger = {
  mart: "segment_movements",
  sums: Object.fromEntries(
    [
      "start",
      "entered",
      "new",
      "reactivation",
      "resume",
      "expansion",
      "contraction",
      "pause",
      "churn",
      "left",
      "fx",
      "end"
    ]
      .map((name) => [name, `r.${name}_amount`])
      .concat([
        ["crossing_expansion", "r.crossing_expansion"],
        ["crossing_contraction", "r.crossing_contraction"]
      ])
  )
};

const when = (condition: string) => `case when ${condition} then 1 else 0 end`;

/** Upgrades: whether they were needed, and what had become of them. */
const upgradeEvents = {
  mart: "upgrade_events",
  sums: {
    known_need: when("r.tier_up = 1 and r.pressure is not null"),
    no_need: when("r.tier_up = 1 and r.pressure < 0.5"),
    seen_90: when("r.next_90 is not null"),
    reversed_90: when("r.next_90 = 'back'"),
    seen_180: when("r.next_180 is not null"),
    reversed_180: when("r.next_180 = 'back'")
  }
};

/** Tier upgrades that brought new features, and those that used one. */
const featureAdoption = {
  mart: "feature_adoption",
  sums: Object.fromEntries(
    [30, 60, 90].flatMap((days) => [
      [`seen_${days}`, when(`r.place = 1 and r.any_${days} is not null`)],
      [`used_${days}`, when(`r.place = 1 and r.any_${days} = 1`)]
    ])
  )
};

/** Owners of a perpetual version by the month of the next release, and those who bought within a year. */
const perpetualOwners = {
  mart: "perpetual_owners",
  sums: {seen: when("r.bought_12 is not null"), bought: when("r.bought_12 = 1")}
};

/** Every recipe by the name its groups go by. Trials, subscriptions and perpetual versions have no tier of their own to be told apart by. */
export const recipes = {
  retention,
  retentionMonths,
  survivors,
  renewalAccounts,
  turnover,
  movements,
  upgradeMonths,
  upgradeAccounts,
  accountMonths,
  revenueMonths,
  intraMonthAccounts,
  subscriptions,
  trials,
  upgradeEvents,
  featureAdoption,
  perpetualOwners
} satisfies Record<string, Recipe>;

/** Recipes whose mart has no plan. */
export const withoutPlan: readonly string[] = ["intraMonthAccounts", "subscriptions", "trials", "perpetualOwners"];
