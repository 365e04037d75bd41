import type {Account} from "./accounts.js";
import {accountMaker} from "./accounts.js";
import {leaveNow, plan} from "./actions.js";
import type {Interval} from "./catalogue.js";
import type {Customer, Start} from "./customer.js";
import {newCustomer} from "./customer.js";
import type {Exposure} from "./decisions.js";
import {decide, workingTime} from "./decisions.js";
import {planMergers} from "./mergers.js";
import {otherHazards} from "./model.js";
import type {Random} from "./random.js";
import type {Span} from "./subscription.js";
import {change, end} from "./subscription.js";
import {addMonths, dataEnd, dataStart, day, monthCount, monthStart} from "./time.js";
import type {Trial} from "./trials.js";
import {convert, planTrials} from "./trials.js";
import type {UsageRow} from "./usage.js";
import {useMonth} from "./usage.js";

export interface World {
  accounts: Account[];
  customers: Customer[];
  trials: Trial[];
  usage: UsageRow[];
  exposures: Exposure[];
  /** A licence on a plan sold long ago that the list of plans no longer has. */
  legacy: Span;
}

const migratedCount = 330;

/** Thirty months of the company's life. */
export function simulate(random: Random): World {
  const accounts: Account[] = [];
  const make = accountMaker(random.fork("accounts"));
  const makeAccount = (tier: number, createdAt: number): Account => {
    const account = make(tier, createdAt);
    accounts.push(account);
    return account;
  };
  const usage: UsageRow[] = [];
  const customers: Customer[] = [];
  const exposures: Exposure[] = [];
  const returns: Start[] = [];
  const open = (stream: Random, start: Start): Customer => begin(stream, newCustomer(stream, start), customers);

  const moved = random.fork("migrated");
  for (let i = 0; i < migratedCount; i++) open(moved, migratedStart(moved, makeAccount));
  const trials = planTrials(random.fork("trials"), makeAccount, usage);
  const sales = random.fork("sales");
  const life = random.fork("life");
  const use = random.fork("usage");
  for (let month = 0; month < monthCount; month++) {
    for (let n = sales.poisson(6.2 + month * 0.09); n > 0; n--) open(sales, salesStart(sales, makeAccount, month));
    for (const trial of trials) {
      const at = trial.convertsAt;
      if (at === null || at < monthStart(month) || at >= Math.min(monthStart(month + 1), dataEnd)) continue;
      begin(life, convert(life, trial), customers);
    }
    const merging = planMergers(month, customers);
    for (const customer of [...customers]) {
      if (customer.endedAt !== null) continue;
      if (customer.startedAt < monthStart(month) && !merging.has(customer)) {
        const exposure = decide(life, customer, month);
        if (exposure) exposures.push(exposure);
      }
      runUntil(customer, Math.min(monthStart(month + 1), dataEnd));
      if (!customer.secondary) useMonth(use, customer, month, usage);
      const back = comesBack(life, customer);
      if (back) returns.push(back);
    }
    for (const start of returns.filter(({at}) => at >= monthStart(month + 1) && at < monthStart(month + 2))) {
      if (start.at < dataEnd) open(life, start);
    }
    const department = secondSubscription(life, customers, month);
    if (department) open(life, department);
  }
  for (const customer of customers) {
    customer.account.type = "Customer";
    if (customer.endedAt === null && customer.endsAt !== null) end(customer.subscription, customer.endsAt, "canceled");
  }
  const legacy = legacyLicence(makeAccount(0, dataStart - 1200 * day));
  return {accounts, customers, trials, usage, exposures, legacy};
}

function begin(random: Random, customer: Customer, customers: Customer[]): Customer {
  const {subscription, startedAt, migrated} = customer;
  if (!subscription.spans.length) change(subscription, startedAt, migrated ? "migrated" : "started", () => undefined);
  const item = subscription.items[0]!;
  if (item.discountPercent && !(item.tier === 3 && random.chance(0.6))) {
    const until = addMonths(startedAt, subscription.interval === "annual" ? 12 : random.pick([3, 6, 6, 12]));
    plan(customer, until, () => change(subscription, until, "coupon_ended", () => void (item.discountPercent = 0)));
  }
  if (!migrated && subscription.interval === "monthly" && random.chance(0.04)) {
    const at = startedAt + random.int(2, 13) * day + 3_600_000;
    const refund = () => {
      leaveNow(customer, at, "refunded");
      customer.refundedAt = at;
    };
    plan(customer, at, refund, true);
  }
  customers.push(customer);
  return customer;
}

function legacyLicence(account: Account): Span {
  account.type = "Customer";
  const id = `sub_legacy${account.id.slice(3)}`;
  return {
    ...{versionId: `${id}-1-v1`, accountId: account.id, subscriptionId: id, itemId: `${id}-1`, plan: "legacy-gold"},
    ...{tier: null, status: "active", kind: "recurring", seats: 6, unit: 1500, amount: 9000, discount: 0, months: 1},
    ...{currency: account.currency, startsAt: dataStart, endsAt: null, cancelRequestedAt: null, endReason: null}
  };
}

function runUntil(customer: Customer, to: number): void {
  for (;;) {
    const due = customer.queue.filter(({at}) => at < to);
    const [next] = due.sort((a, b) => a.at - b.at || Number(b.ending ?? false) - Number(a.ending ?? false));
    if (!next) return;
    customer.queue.splice(customer.queue.indexOf(next), 1);
    next.run();
  }
}

function seatsFor(random: Random, tier: number): number {
  const [middle, spread, least] = [
    [4, 0.45, 1],
    [12, 0.5, 3],
    [24, 0.5, 8],
    [42, 0.5, 15]
  ][tier]!;
  return Math.max(least!, Math.round(middle! * Math.exp(random.normal(0, spread))));
}

function migratedStart(random: Random, makeAccount: (tier: number, createdAt: number) => Account): Start {
  const tier = random.weighted([
    [0, 0.29],
    [1, 0.31],
    [2, 0.24],
    [3, 0.16]
  ]);
  const createdAt = dataStart - Math.round(random.between(20, 1100) * 86_400) * 1000;
  const interval: Interval = random.chance([0.25, 0.4, 0.58, 0.72][tier]!) ? "annual" : "monthly";
  const anchorAt = workingTime(random, interval === "annual" ? -random.int(1, 12) : -1);
  const couponPercent = random.chance([0.08, 0.12, 0.15, 0.4][tier]!) ? random.pick([10, 15, 20]) : 0;
  const seats = seatsFor(random, tier);
  const account = makeAccount(tier, createdAt);
  return {account, tier, interval, seats, couponPercent, at: dataStart, anchorAt, migrated: true};
}

function salesStart(random: Random, makeAccount: Parameters<typeof migratedStart>[1], month: number): Start {
  const tier = random.weighted([
    [0, 0.12],
    [1, 0.3],
    [2, 0.36],
    [3, 0.22]
  ]);
  const at = workingTime(random, month);
  const interval: Interval = random.chance([0.3, 0.45, 0.62, 0.8][tier]!) ? "annual" : "monthly";
  const couponPercent = random.chance(0.3) ? random.pick([10, 15, 20, 25]) : 0;
  const seats = seatsFor(random, tier);
  const account = makeAccount(tier, at - random.int(3, 60) * day);
  return {account, tier, interval, seats, couponPercent, at};
}

/** A customer who left of its own will may return months later, on a smaller licence. */
function comesBack(random: Random, customer: Customer): Start | null {
  const {account, endedAt, subscription, secondary} = customer;
  if (endedAt === null || secondary || account.mergedInto || !random.chance(otherHazards.comesBack)) return null;
  if (customer.refundedAt !== null) return null;
  const at = endedAt + Math.round(random.between(40, 260) * 86_400) * 1000;
  const {seats, tier} = subscription.items[0]!;
  return {
    account,
    tier: tier!,
    interval: "monthly",
    seats: Math.max(1, Math.round(seats! * 0.8)),
    couponPercent: 0,
    at
  };
}

/** Now and then a department of a large customer buys a licence of its own. */
function secondSubscription(random: Random, customers: Customer[], month: number): Start | null {
  if (month % 3 !== 1) return null;
  const open = customers.filter(({endedAt, secondary, subscription}) => {
    return endedAt === null && !secondary && (subscription.items[0]!.tier ?? 0) >= 2;
  });
  const {account} = random.pick(open);
  const at = workingTime(random, month + 1);
  return at < dataEnd
    ? {account, tier: 1, interval: "monthly", seats: random.int(4, 12), couponPercent: 0, at, secondary: true}
    : null;
}
