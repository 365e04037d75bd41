import {random, randomNormal} from "../../src/stats/index.js";

/** How the simulated companies live. Rates are per account and month. */
export interface World {
  companies: number;
  /** Accounts ever, of each company. */
  accounts: number;
  /** Standard deviation of the logarithm of an account's price. */
  sigma: number;
  months: number;
  /** By tier, lowest first. */
  churn: readonly [number, number, number];
  upgrade: number;
  discount: number;
  /** Trials a company sees, and the share that pays within the window. */
  trials: number;
  conversion: number;
  /** Whether there is a row of use for each month of a licence, and a limit to set it against. */
  usage: boolean;
  seed: number;
}

/** Contract rows as comma-separated values without header, in the order of `columns`. */
export type Tables = Record<keyof typeof columns, string[]>;

export const columns = {
  accounts: ["account_id", "size_band", "region", "created_at"],
  plans: ["plan_id", "family", "tier_rank"],
  subscription_periods: [
    "account_id",
    "subscription_id",
    "plan_id",
    "amount",
    "discount_amount",
    "currency",
    "interval_unit",
    "starts_at",
    "ends_at"
  ],
  trials: ["trial_id", "account_id", "started_at", "ends_at"],
  payments: ["account_id", "paid_at", "amount", "currency", "kind"],
  usage: ["account_id", "day", "feature", "quantity"],
  entitlements: ["plan_id", "feature", "limit_quantity", "limit_period"]
};

/** Price of a tier in that of the lowest, and the share of accounts that begin in it. */
export const prices = [1, 1.6, 2.5] as const;
export const beginnings = [0.5, 0.3, 0.2] as const;
/** What a discount leaves of a price. */
export const discounted = 0.8;
/** The share of accounts that are there in the first month; the others begin evenly over the months that follow, up to the seventh last. */
export const there = 0.6;

const regions = ["Europe", "Asia", "Americas"];
const firstYear = 2024;

/** The first instant of a month, counted from the first. */
export function monthStart(index: number): string {
  return `${firstYear + Math.floor(index / 12)}-${String((((index % 12) + 12) % 12) + 1).padStart(2, "0")}-01`;
}

/** The last day of the last month. */
export function asOfOf({months}: World): string {
  return new Date(Date.parse(monthStart(months)) - 86_400_000).toISOString().slice(0, 10);
}

/**
 * Companies whose accounts begin, upgrade one tier, get a discount or leave, at most one of it a month and each with a chance that
 * depends on the tier alone. What their rates ought to be follows without simulation (`truthOf`). The company is the account's size
 * band, so that one run of the marts gives the rates of each.
 */
export function simulateCompanies(world: World): Tables {
  const next = random(world.seed);
  const tables: Tables = {
    accounts: [],
    plans: [],
    subscription_periods: [],
    trials: [],
    payments: [],
    usage: [],
    entitlements: []
  };
  for (const rank of [1, 2, 3]) {
    tables.plans.push(`p${rank},Tier ${rank},${rank}`);
    if (world.usage) tables.entitlements.push(`p${rank},calls,${rank * 1000},month`);
  }
  for (let c = 0; c < world.companies; ++c) {
    for (let i = 0; i < world.accounts; ++i) live(tables, world, next, `c${c}`, `c${c}-${i}`);
    for (let i = 0; i < world.trials; ++i) tryOut(tables, world, next, `c${c}`, `c${c}-t${i}`);
  }
  return tables;
}

function live(tables: Tables, world: World, next: () => number, company: string, id: string): void {
  const region = regions[Math.floor(next() * 3)]!;
  const base = Math.max(100, Math.round(2000 * Math.exp(world.sigma * randomNormal(next))));
  let since = next() < there ? 0 : 1 + Math.floor(next() * (world.months - 7));
  // Those that are there from the first month began up to two years before: nobody saw it, but the list of accounts says so.
  const created = since > 0 ? since : -Math.floor(next() * 24);
  tables.accounts.push(`${id},${company},${region},${monthStart(created)}`);
  const draw = next();
  let tier = draw < beginnings[0] ? 0 : draw < beginnings[0] + beginnings[1] ? 1 : 2;
  let cheap = false;
  const close = (until: number | null) => {
    const price = Math.round(base * prices[tier]!);
    const off = cheap ? price - Math.round(price * discounted) : 0;
    const end = until === null ? "" : monthStart(until);
    for (let month = since; world.usage && month < (until ?? world.months); ++month)
      tables.usage.push(`${id},${monthStart(month)},calls,${Math.floor(next() * 1200 * (tier + 1))}`);
    tables.subscription_periods.push(
      `${id},s-${id},p${tier + 1},${price},${off},USD,month,${monthStart(since)},${end}`
    );
  };
  for (let month = since + 1; month < world.months; ++month) {
    const event = next();
    const [churn, up] = [world.churn[tier]!, tier < 2 ? world.upgrade : 0];
    const down = cheap ? 0 : world.discount;
    if (event >= churn + up + down) continue;
    close(month);
    since = month;
    if (event < churn) return;
    if (event < churn + up) ++tier;
    else cheap = true;
  }
  close(null);
}

/** A trial of an account that has no licence; a first payment between day 1 and day 30 is a conversion. */
function tryOut(tables: Tables, world: World, next: () => number, company: string, id: string): void {
  tables.accounts.push(`${id},${company},${regions[Math.floor(next() * 3)]},`);
  const start = Date.parse(monthStart(0)) + Math.floor(next() * world.months * 30) * 86_400_000;
  const day = (n: number) => new Date(start + n * 86_400_000).toISOString().slice(0, 10);
  tables.trials.push(`t-${id},${id},${day(0)},${day(14)}`);
  const paid = next() < world.conversion ? 1 + Math.floor(next() * 30) : null;
  if (paid !== null) tables.payments.push(`${id},${day(paid)},2000,USD,charge`);
}
