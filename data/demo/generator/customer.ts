import type {Account} from "./accounts.js";
import type {AddOn, Feature, Interval} from "./catalogue.js";
import {addOnPrice, features, limits, monthsOf, planCode, seatPrice} from "./catalogue.js";
import type {Random} from "./random.js";
import type {Subscription} from "./subscription.js";
import {addMonths, monthOf} from "./time.js";

/** Something due to happen to a customer; of two at one instant an ending goes first. */
export interface Action {
  at: number;
  ending?: boolean;
  run: () => void;
}

export interface Upgrade {
  customer: Customer;
  at: number;
  kind: "tier" | "seats";
  fromTier: number;
  toTier: number;
  fromSeats: number;
  toSeats: number;
}

/** An account on one subscription, and what the simulation knows of it. */
export interface Customer {
  account: Account;
  subscription: Subscription;
  secondary: boolean;
  migrated: boolean;
  startedAt: number;
  /** One billing instant; the others lie a whole number of intervals away. */
  anchorAt: number;
  endsAt: number | null;
  endedAt: number | null;
  queue: Action[];
  demand: {level: number; growth: number; swing: number; automations: number};
  features: Feature[];
  lastMonth: {pressure: number; breadth: number} | null;
  seatsGrewAt: number | null;
  upgrades: Upgrade[];
  refundedAt: number | null;
}

export interface Start {
  account: Account;
  tier: number;
  interval: Interval;
  seats: number;
  couponPercent: number;
  at: number;
  migrated?: boolean;
  secondary?: boolean;
  anchorAt?: number;
  subscription?: Subscription;
}

/** A subscription with one item, not yet running: its first span opens with the first change. */
export function newSubscription({account, tier, interval, seats, couponPercent, at}: Start): Subscription {
  const id = `sub_${(at / 1000).toString(36)}${account.id.slice(3)}`;
  const base = {plan: planCode(tier, interval), tier, seats, unit: seatPrice(tier, interval)};
  return {
    id,
    accountId: account.id,
    currency: account.currency,
    interval,
    status: "active",
    cancelRequestedAt: null,
    items: [{id: `${id}-1`, ...base, discountPercent: couponPercent}],
    spans: []
  };
}

export function newCustomer(random: Random, start: Start): Customer {
  const {account, at, tier} = start;
  const started = 3 + Math.min(5, random.poisson([0.4, 0.9, 1.5, 2.2][tier]!));
  return {
    account,
    subscription: start.subscription ?? newSubscription(start),
    secondary: start.secondary ?? false,
    migrated: start.migrated ?? false,
    startedAt: at,
    anchorAt: start.anchorAt ?? at,
    endsAt: null,
    endedAt: null,
    queue: [],
    demand: {
      level: Math.log(limits.api_calls[tier]!) + random.normal(-0.82, 0.5),
      growth: random.normal(0.012, 0.014),
      swing: 0,
      automations: random.normal(-0.3, 0.3)
    },
    features: [...features.slice(0, 3), ...random.shuffle(features.slice(3)).slice(0, started - 3)],
    lastMonth: null,
    seatsGrewAt: null,
    upgrades: [],
    refundedAt: null
  };
}

/** Billing instants from one time up to another. */
export function billings({anchorAt, subscription, startedAt}: Customer, from: number, to: number): number[] {
  const date = new Date(anchorAt);
  const anchor = anchorAt - Math.max(0, date.getUTCDate() - 28) * 86_400_000;
  const step = monthsOf(subscription.interval);
  const found = [];
  const skipped = Math.floor((monthOf(from) - monthOf(anchor)) / step) - 1;
  for (let k = skipped, at = addMonths(anchor, k * step); at < to; at = addMonths(anchor, ++k * step)) {
    if (at >= from && at > startedAt) found.push(at);
  }
  return found;
}

export function tierOf({subscription}: Customer): number {
  return subscription.items[0]!.tier!;
}

export function seatsOf({subscription}: Customer): number {
  return subscription.items[0]!.seats!;
}

/** Puts the plan's item on another tier, seat count or interval at list price. */
export function setTerms(
  {subscription}: Customer,
  tier: number,
  seats: number,
  interval = subscription.interval
): void {
  const item = subscription.items[0]!;
  const same = item.tier === tier && subscription.interval === interval;
  if (subscription.interval !== interval) {
    for (const addOn of subscription.items.slice(1)) {
      const code = addOn.plan.replace(/-(monthly|annual)$/, "") as AddOn;
      Object.assign(addOn, {plan: `${code}-${interval}`, unit: addOnPrice(code, interval)});
    }
  }
  subscription.interval = interval;
  Object.assign(item, {
    plan: planCode(tier, interval),
    tier,
    seats,
    unit: same ? item.unit : seatPrice(tier, interval)
  });
}
