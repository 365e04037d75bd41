import type {Customer} from "./customer.js";
import type {Reversal} from "./requests.js";
import type {Span} from "./subscription.js";
import {dataEnd, day} from "./time.js";

/** A change of a plan's item at one instant: the spans before and after it. */
interface Change {
  accountId: string;
  at: number;
  before: Span;
  after: Span;
}

function changes({subscription}: Customer, reasons: readonly string[]): Change[] {
  return subscription.spans.flatMap((before) => {
    if (before.tier === null || !reasons.includes(before.endReason ?? "")) return [];
    const after = subscription.spans.find((one) => one.itemId === before.itemId && one.startsAt === before.endsAt);
    return after ? [{accountId: after.accountId, at: after.startsAt, before, after}] : [];
  });
}

export function upgradesOf(customer: Customer): Change[] {
  return changes(customer, ["upgraded", "seats_added"]);
}

/** Upgrades taken back within half a year: the tier, or the seats, no higher than before. */
export function reversalsOf(customer: Customer): Reversal[] {
  const down = changes(customer, ["downgraded", "seats_removed"]);
  return upgradesOf(customer).flatMap(({accountId, at, before, after}) => {
    const kind = after.tier! > before.tier! ? ("tier" as const) : ("seats" as const);
    const back = down.find((one) => {
      const lower = kind === "tier" ? one.after.tier! <= before.tier! : one.after.seats! <= before.seats!;
      return one.at > at && one.at <= at + 180 * day && lower;
    });
    return back ? [{accountId, at, until: back.at, kind}] : [];
  });
}

/** Upgrades at least so many days old at the end of the data, and those taken back within as many days. */
export function reversalTruth(customers: readonly Customer[]) {
  const upgrades = customers.flatMap(upgradesOf);
  const reversals = customers.flatMap(reversalsOf);
  return [90, 180].map((days) => ({
    days,
    upgrades: upgrades.filter(({at}) => at + days * day <= dataEnd).length,
    reversed: reversals.filter(({at, until}) => at + days * day <= dataEnd && until <= at + days * day).length
  }));
}
