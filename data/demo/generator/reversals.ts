import {planCode, seatPrice, tiers} from "./catalogue.js";
import type {Customer} from "./customer.js";
import {tierOf} from "./customer.js";
import {workingTime} from "./decisions.js";
import type {Pool} from "./pool.js";
import {calmSpan, cut, nextBilling} from "./pool.js";
import type {Random} from "./random.js";
import {addMonths, dateOf, day, monthStart} from "./time.js";

/** Upgrades planted to be taken back, and monthly customers planted to get a discount for half a year. */
export const reversalPlan = {within90: 10, within180: 8, loyal: 9, loyaltyPercent: 10, loyaltyMonths: 6};

/**
 * Upgrades of customers far from any limit that are taken back within 90 or 180 days, and discounts for loyal customers.
 * All are over before the last year begins, so that nothing measured over that year moves.
 */
export function planReversals(random: Random, pool: Pool) {
  const {within90, within180, loyal, loyaltyPercent, loyaltyMonths} = reversalPlan;
  const plain = (from: number, to: number) =>
    pool.calm(from - 40 * day, to + 40 * day).filter(({subscription}) => subscription.interval === "monthly");
  const reversals = Array.from({length: within90 + within180}, (_, i) => {
    const at = workingTime(random, random.int(2, 10));
    const days = i < within90 ? random.int(20, 85) : random.int(100, 172);
    const until = at + days * day;
    const quiet = plain(at, until).filter((one) => tierOf(one) < 3 && (one.lastMonth?.pressure ?? 0) < 0.5);
    const customer = random.pick(quiet);
    pool.take(customer);
    return {...takeBack(random, customer, at, until), days};
  });
  const discounts = Array.from({length: loyal}, () => {
    const start = monthStart(random.int(3, 10));
    const customer = random.pick(
      plain(start, start + 250 * day).filter((one) => !calmSpan(one, start, start + day)!.discount)
    );
    pool.take(customer);
    const from = nextBilling(customer, start);
    const until = addMonths(from, loyaltyMonths);
    const {spans} = customer.subscription;
    const span = calmSpan(customer, from, until)!;
    const {endsAt, endReason} = span;
    const discount = Math.round((span.amount * loyaltyPercent) / 100);
    const cheap = cut(spans, span, from, "loyalty_discount", {discount});
    cut(spans, cheap, until, "discount_ended", {discount: 0, endsAt, endReason});
    return {account: customer.account.id, from: dateOf(from), until: dateOf(until), monthly: discount};
  });
  return {reversals, loyalty: discounts};
}

function takeBack(random: Random, customer: Customer, at: number, until: number) {
  const {spans} = customer.subscription;
  const span = calmSpan(customer, at, until)!;
  const {unit, seats, amount, tier, plan, discount, endsAt, endReason} = span;
  const kind = random.chance(0.5) ? "tier" : "seats";
  const more = kind === "tier" ? seats! : Math.ceil(seats! * random.between(1.2, 1.6));
  const toTier = kind === "tier" ? tier! + 1 : tier!;
  const price = kind === "tier" ? seatPrice(toTier, "monthly") : unit;
  const up = {tier: toTier, plan: planCode(toTier, "monthly"), seats: more, unit: price, amount: price * more};
  const share = discount / amount;
  const reasons = kind === "tier" ? (["upgraded", "downgraded"] as const) : (["seats_added", "seats_removed"] as const);
  const changes = {...up, plan: kind === "tier" ? up.plan : plan, discount: Math.round(up.amount * share)};
  const high = cut(spans, span, at, reasons[0], changes);
  cut(spans, high, until, reasons[1], {unit, seats, amount, tier, plan, discount, endsAt, endReason});
  const account = customer.account.id;
  return {account, startsAt: at, kind, from: tiers[tier!], to: tiers[toTier], at: dateOf(at), until: dateOf(until)};
}
