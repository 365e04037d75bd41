import type {Account} from "./accounts.js";
import type {Customer} from "./customer.js";
import {billings, newSubscription} from "./customer.js";
import type {Move} from "./moves.js";
import type {Pool} from "./pool.js";
import {calmSpan, cut} from "./pool.js";
import type {Random} from "./random.js";
import {dateOf, day, hour, monthName, monthOf, monthStart} from "./time.js";

// Month ends across which a licence is missing for some days: while billing moved, or let go and bought again.
const gaps = [
  {month: 4, reason: "migrated"},
  {month: 6, reason: "migrated"},
  {month: 8, reason: "canceled"},
  {month: 11, reason: "migrated"},
  {month: 14, reason: "canceled"},
  {month: 21, reason: "migrated"},
  {month: 24, reason: "canceled"},
  {month: 27, reason: "canceled"}
] as const;

/** Licences that end and are bought again one to six days later under a new id, across the end of a month. */
export function plantGaps(random: Random, customers: Customer[], pool: Pool) {
  return gaps.map(({month, reason}) => {
    const next = monthStart(month + 1);
    const ends = (customer: Customer) => billings(customer, next - 5 * day, next)[0];
    const fit = pool.calm(next - 70 * day, next + 70 * day).filter((customer) => {
      const {subscription, endedAt, endsAt} = customer;
      return subscription.interval === "monthly" && endedAt === null && endsAt === null && ends(customer) !== undefined;
    });
    const customer = random.pick(fit);
    pool.take(customer);
    const endsAt = ends(customer)!;
    const first = next + Math.round(random.between(8, 18) * 3600) * 1000;
    const latest = Math.floor((endsAt + 6 * day - first) / day);
    const startsAt = first + random.int(0, Math.max(0, Math.min(2, latest))) * day;
    const again = buyAgain(customer, customer.account, endsAt, startsAt, reason);
    if (reason === "canceled") {
      const last = calmSpan(customer, endsAt - 30 * day, endsAt)!;
      const asked = endsAt - random.int(3, 12) * day;
      const leaving = {status: "canceled", cancelRequestedAt: asked, endReason: reason} as const;
      cut(customer.subscription.spans, last, asked, "cancel_requested", leaving);
    }
    customers.push(again);
    return {
      ...{
        account: customer.account.id,
        workspaceId: customer.account.workspaceId,
        from: customer.subscription.id,
        to: again.subscription.id
      },
      ...{month: monthName(month), endedOn: dateOf(endsAt), boughtOn: dateOf(startsAt), endedAt: endsAt, startsAt},
      reason
    };
  });
}

// Ends a customer's licence and lets a second customer go on with what was left of it.
function buyAgain(customer: Customer, account: Account, at: number, startsAt: number, reason: string): Customer {
  const {subscription} = customer;
  const {tier, seats} = subscription.items[0]!;
  const {interval} = subscription;
  const bought = newSubscription({account, tier: tier!, interval, seats: seats!, couponPercent: 0, at: startsAt});
  const over = subscription.spans.find((span) => span.startsAt < at && (span.endsAt === null || span.endsAt > at))!;
  cut(subscription.spans, over, at, reason);
  const ids = {accountId: account.id, subscriptionId: bought.id};
  const rest = subscription.spans.filter((span) => span.startsAt >= at);
  subscription.spans = subscription.spans.filter((span) => span.startsAt < at);
  const idOf = (id: string) => id.replace(subscription.id, bought.id);
  bought.items = subscription.items.map((item) => ({...item, id: idOf(item.id)}));
  bought.spans = rest.map((span) => {
    const begins = Math.max(span.startsAt, startsAt);
    return {...span, ...ids, itemId: idOf(span.itemId), versionId: idOf(span.versionId), startsAt: begins};
  });
  const moved = {account, subscription: bought, startedAt: startsAt, upgrades: []};
  const again = {...customer, ...moved, anchorAt: startsAt, migrated: false};
  customer.endedAt = at;
  return again;
}

const switches = [monthStart(6) + 11 * day, monthStart(13) + 16 * day, monthStart(22) + 9 * day];

/** Customers billed under a new account code from one instant on; the old one says what it became. */
export function plantNewAccounts(random: Random, customers: Customer[], pool: Pool, firstNumber: number) {
  const moves: Move[] = [];
  const truth = switches.map((start, i) => {
    const at = start + 9 * hour;
    const fit = pool.calm(at - 70 * day, at + 70 * day).filter((customer) => {
      const {subscription, endedAt, endsAt} = customer;
      return subscription.interval === "monthly" && endedAt === null && endsAt === null;
    });
    const customer = random.pick(fit);
    pool.take(customer);
    const old = customer.account;
    const number = firstNumber + i;
    const id = `ds-${number}`;
    const account = {...old, id, recordId: 70_000_000 + number * 37, workspaceId: `w${number}`, createdAt: at};
    account.type = "Customer";
    Object.assign(old, {mergedInto: id, mergedAt: at});
    const again = buyAgain(customer, account, at, at, "migrated");
    customers.push({...again, migrated: true, anchorAt: customer.anchorAt});
    moves.push({from: old, to: account, at});
    return {from: old.id, to: id, month: monthName(monthOf(at)), on: dateOf(at)};
  });
  return {moves, truth};
}
