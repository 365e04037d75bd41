import {leaveNow, plan} from "./actions.js";
import type {Customer} from "./customer.js";
import {seatsOf, setTerms, tierOf} from "./customer.js";
import {change} from "./subscription.js";
import {day, hour, monthStart} from "./time.js";

// Two mergers in the last year, so that both ends of the twelve-month window meet one.
const mergers = [
  {month: 8, taker: "EUR", taken: "EUR", licence: "runs on"},
  {month: 22, taker: "USD", taken: "USD", licence: "moves"},
  {month: 26, taker: "USD", taken: "EUR", licence: "runs on"}
] as const;

/**
 * Takes over one account by another in the months that have a merger. Its licence runs on under its own account code,
 * or its seats move to the other's licence at the same instant. Returns those it touches: nothing else may happen to
 * them that month.
 */
export function planMergers(month: number, customers: Customer[]): Set<Customer> {
  const touched = new Set<Customer>();
  for (const {month: due, licence, ...currency} of mergers) {
    if (due !== month) continue;
    const settled = customers.filter((customer) => {
      const {subscription, endedAt, endsAt, account, startedAt, secondary} = customer;
      const alone = customers.every((other) => other === customer || other.account !== account);
      const calm = subscription.status === "active" && endedAt === null && endsAt === null && !customer.queue.length;
      return calm && alone && !secondary && !account.mergedInto && startedAt < monthStart(month - 6);
    });
    const taker = settled.find((customer) => tierOf(customer) === 3 && customer.account.currency === currency.taker)!;
    const taken = settled.find((customer) => {
      return tierOf(customer) === 1 && customer.account.currency === currency.taken;
    })!;
    touched.add(taker).add(taken);
    const at = monthStart(month) + 11 * day + 9 * hour;
    plan(taken, at, () => {
      Object.assign(taken.account, {mergedInto: taker.account.id, mergedAt: at});
      if (licence === "runs on") return;
      const seats = seatsOf(taken);
      leaveNow(taken, at, "merged");
      change(taker.subscription, at, "merged", () => setTerms(taker, tierOf(taker), seatsOf(taker) + seats));
    });
  }
  return touched;
}
