import type {Account} from "./accounts.js";
import type {Customer} from "./customer.js";
import {billings} from "./customer.js";
import type {Table} from "./csv.js";
import {table} from "./csv.js";
import type {Random} from "./random.js";
import type {Span} from "./subscription.js";
import {dataEnd, day, hour, stamp} from "./time.js";

export interface Payment {
  id: string;
  account: Account;
  subscriptionId: string;
  currency: string;
  at: number;
  amount: number;
  refunded: number;
  refundedAt: number | null;
  status: "Paid" | "Failed" | "Refunded";
  description: string;
}

/** Every charge of every customer: first payments, renewals, parts of a term after an upgrade, and failures. */
export function charge(random: Random, customers: readonly Customer[]): Payment[] {
  const payments = customers.flatMap((customer) => chargeOne(random, customer));
  payments.sort((a, b) => a.at - b.at || (a.account.id < b.account.id ? -1 : 1));
  payments.forEach((payment, i) => (payment.id = `py_${(400_000 + i * 13).toString(36)}`));
  return payments;
}

function chargeOne(random: Random, customer: Customer): Payment[] {
  const {account, subscription, startedAt, migrated, refundedAt} = customer;
  const found: Payment[] = [];
  const pay = (at: number, amount: number, description: string, status: Payment["status"] = "Paid") => {
    if (amount <= 0 || at >= dataEnd) return;
    const {currency, id} = subscription;
    const base = {id: "", account, subscriptionId: id, currency, description};
    found.push({...base, at, amount, refunded: 0, refundedAt: null, status});
  };
  const spans = subscription.spans.filter(({kind}) => kind === "recurring");
  if (!migrated) pay(startedAt, due(spans, startedAt), "Subscription creation");
  for (const at of historicBillings(customer)) {
    const amount = due(spans, at);
    const late = spans.find((span) => span.status === "past_due" && span.startsAt === at + 2 * hour);
    if (!late) pay(at, amount, "Subscription update");
    else {
      pay(at, amount, "Subscription update", "Failed");
      const settled = spans.find((span) => span.itemId === late.itemId && span.startsAt === late.endsAt);
      if (settled?.status === "active") pay(settled.startsAt, amount, "Payment for invoice");
    }
  }
  for (const span of spans) {
    const before = spans.find((other) => other.itemId === span.itemId && other.endsAt === span.startsAt);
    const grown = before?.endReason === "upgraded" || before?.endReason === "seats_added";
    if (!before || !grown || before.months !== span.months) continue;
    const next = billings(asBilled(customer, span.startsAt), span.startsAt, span.startsAt + 31 * span.months * day)[0]!;
    const share = (next - span.startsAt) / ((span.months * 365 * day) / 12);
    const more = span.amount - span.discount - (before.amount - before.discount);
    pay(span.startsAt, Math.round(more * Math.min(1, share)), "Proration for upgrade");
  }
  found.sort((a, b) => a.at - b.at);
  const [first] = found;
  if (refundedAt !== null && first) {
    Object.assign(first, {refunded: first.amount, refundedAt: refundedAt + 20_000, status: "Refunded"});
  }
  for (const payment of found) {
    const partly = payment.status === "Paid" && random.chance(0.006);
    const at = payment.at + random.int(2, 20) * day;
    if (partly && at < dataEnd) {
      Object.assign(payment, {refunded: Math.round(payment.amount * random.between(0.1, 0.6)), refundedAt: at});
    }
  }
  return found;
}

function historicBillings(customer: Customer): number[] {
  const {startedAt, endedAt} = customer;
  const until = Math.min(endedAt ?? customer.endsAt ?? dataEnd, dataEnd);
  const at = switchedAt(customer);
  if (at === null) return billings(customer, startedAt, until);
  return [...billings(asBilled(customer, startedAt), startedAt, at), ...billings(customer, at, until)];
}

function switchedAt({subscription}: Customer): number | null {
  return subscription.spans.find(({endReason}) => endReason === "interval_changed")?.endsAt ?? null;
}

// Until it went over to annual billing a customer paid by the month.
function asBilled(customer: Customer, at: number): Customer {
  const switched = switchedAt(customer);
  if (switched === null || at >= switched) return customer;
  return {...customer, subscription: {...customer.subscription, interval: "monthly"}};
}

/** What all items cost at an instant, minor units. */
function due(spans: readonly Span[], at: number): number {
  return spans
    .filter(({startsAt, endsAt, status}) => {
      return startsAt <= at && (endsAt === null || endsAt > at) && status !== "paused" && status !== "trial";
    })
    .reduce((sum, {amount, discount}) => sum + amount - discount, 0);
}

const money = (minor: number): string => (minor / 100).toFixed(2);

export function paymentsTable(payments: readonly Payment[]): Table {
  return table(
    "stripe/payments.csv",
    [
      ..."id,Created (UTC),Amount,Amount Refunded,Refunded At (UTC),Currency,Status,Customer ID".split(","),
      ..."Subscription,Description,Customer Email".split(",")
    ],
    payments.map((payment) => {
      const {id, account, at, amount, refunded, refundedAt, currency, status, subscriptionId, description} = payment;
      return [
        id,
        stamp(at),
        money(amount),
        money(refunded),
        stamp(refundedAt),
        currency.toLowerCase(),
        status,
        account.id,
        subscriptionId,
        description,
        account.contact.email
      ];
    })
  );
}
