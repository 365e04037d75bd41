import {addOnPrice, addOns} from "./catalogue.js";
import type {Customer} from "./customer.js";
import {billings, seatsOf, setTerms, tierOf} from "./customer.js";
import {failureModel, tierUpShare} from "./model.js";
import type {Random} from "./random.js";
import {change, end} from "./subscription.js";
import {day, hour} from "./time.js";

/** Queues something that happens only if the customer is still there. */
export function plan(customer: Customer, at: number, run: () => void, ending = false): void {
  const guarded = () => {
    if (customer.endedAt === null) run();
  };
  customer.queue.push({at, ending, run: guarded});
}

export function upgrade(random: Random, customer: Customer, at: number): void {
  const [fromTier, fromSeats] = [tierOf(customer), seatsOf(customer)];
  const kind = random.chance(tierUpShare[fromTier]!) ? ("tier" as const) : ("seats" as const);
  const toTier = kind === "tier" ? fromTier + 1 : fromTier;
  const growth = kind === "tier" ? random.pick([0, 0, 0, 0.1, 0.2]) : random.between(0.12, 0.42);
  const toSeats = Math.max(Math.round(fromSeats * (1 + growth)), fromSeats + (kind === "seats" ? 1 : 0));
  plan(customer, at, () => {
    change(customer.subscription, at, kind === "tier" ? "upgraded" : "seats_added", () =>
      setTerms(customer, toTier, toSeats)
    );
    if (toSeats > fromSeats) customer.seatsGrewAt = at;
    customer.upgrades.push({customer, at, kind, fromTier, toTier, fromSeats, toSeats});
  });
}

export function downgrade(random: Random, customer: Customer, at: number): void {
  const tier = tierOf(customer);
  const seats = seatsOf(customer);
  const down = tier > 0 && random.chance(0.3);
  const toSeats = down ? seats : Math.max(1, Math.min(seats - 1, Math.round(seats * random.between(0.6, 0.9))));
  if (!down && seats === 1) return;
  plan(customer, at, () => {
    change(customer.subscription, at, down ? "downgraded" : "seats_removed", () =>
      setTerms(customer, down ? tier - 1 : tier, toSeats)
    );
  });
}

/** Asks to leave at one instant; the licence runs on to the end of the term. */
export function requestCancel(customer: Customer, at: number, endsAt: number): void {
  const {subscription} = customer;
  plan(customer, at, () => {
    change(subscription, at, "cancel_requested", () => {
      Object.assign(subscription, {status: "canceled", cancelRequestedAt: at});
    });
    customer.endsAt = endsAt;
  });
  const leave = () => {
    if (customer.endsAt === endsAt) leaveNow(customer, endsAt, "canceled");
  };
  plan(customer, endsAt, leave, true);
}

export function revokeCancel(customer: Customer, at: number): void {
  const {subscription} = customer;
  plan(customer, at, () => {
    customer.endsAt = null;
    change(subscription, at, "cancel_revoked", () => {
      Object.assign(subscription, {status: "active", cancelRequestedAt: null});
    });
  });
}

export function leaveNow(customer: Customer, at: number, reason: string): void {
  end(customer.subscription, at, reason);
  customer.endedAt = at;
}

/** A payment fails: past due until it is paid, or until the licence ends unpaid. */
export function failPayment(random: Random, customer: Customer, billedAt: number): void {
  const {subscription} = customer;
  const setStatus = (status: "past_due" | "active") => () => {
    subscription.status = status;
  };
  const from = billedAt + 2 * hour;
  plan(customer, from, () => change(subscription, from, "payment_failed", setStatus("past_due")));
  const fate = random.next();
  if (fate < failureModel.endsUnpaid) {
    const until = from + random.int(21, 35) * day;
    plan(customer, until, () => leaveNow(customer, until, "nonpayment"), true);
  } else {
    const late = fate > 1 - failureModel.recoversLate;
    const until = from + Math.round((late ? random.between(38, 55) : random.between(1, 18)) * day);
    plan(customer, until, () => change(subscription, until, "payment_recovered", setStatus("active")));
  }
}

export function pause(random: Random, customer: Customer, at: number): void {
  const {subscription} = customer;
  const resume = billings(customer, at + day, at + 130 * day)[random.int(0, 2)]!;
  plan(customer, at, () => change(subscription, at, "paused", () => void (subscription.status = "paused")));
  plan(customer, resume, () => change(subscription, resume, "resumed", () => void (subscription.status = "active")));
}

export function switchToAnnual(customer: Customer, at: number): void {
  plan(customer, at, () => {
    change(customer.subscription, at, "interval_changed", () =>
      setTerms(customer, tierOf(customer), seatsOf(customer), "annual")
    );
    customer.anchorAt = at;
  });
}

export function takeAddOn(random: Random, customer: Customer, at: number): void {
  const {subscription} = customer;
  const free = addOns.filter(({code}) => !subscription.items.some(({plan}) => plan.startsWith(code)));
  if (!free.length) return;
  const {code} = random.pick(free);
  plan(customer, at, () => {
    const {id, interval} = subscription;
    const used = new Set(
      [...subscription.items, ...subscription.spans.map(({itemId}) => ({id: itemId}))].map((i) => i.id)
    );
    const item = {plan: `${code}-${interval}`, tier: null, seats: null, unit: addOnPrice(code, interval)};
    change(subscription, at, "addon_added", () =>
      subscription.items.push({id: `${id}-${used.size + 1}`, ...item, discountPercent: 0})
    );
  });
}

export function dropAddOn(customer: Customer, at: number): void {
  const {subscription} = customer;
  plan(customer, at, () => {
    if (subscription.items.length > 1) change(subscription, at, "addon_removed", () => void subscription.items.pop());
  });
}

/** Raises the seat price at a renewal, kept divisible by twelve. */
export function raisePrice(customer: Customer, at: number, share: number): void {
  const item = customer.subscription.items[0]!;
  plan(customer, at, () =>
    change(customer.subscription, at, "price_changed", () => {
      item.unit = Math.round((item.unit * (1 + share)) / 600) * 600;
    })
  );
}
