import type {Account} from "./accounts.js";
import {dollars, twelfthsAt} from "./money.js";
import type {Span} from "./subscription.js";
import {dataEnd, monthCount} from "./time.js";

/** Licences that ended by reason, as the billing tool names it, and which of them the customer wanted. */
export const endReasons = {
  voluntary: ["canceled"],
  involuntary: ["nonpayment"],
  other: ["refunded", "migrated", "merged"]
};

/** Subscriptions that ended, by reason, and what is scheduled to end after the data: licences, accounts and MRR. */
export function endings(spans: readonly Span[], accounts: Map<string, Account>) {
  const over = (reason: string) =>
    new Set(
      spans
        .filter(
          ({endReason, endsAt, tier}) => endReason === reason && tier !== null && endsAt !== null && endsAt < dataEnd
        )
        .map(({subscriptionId}) => subscriptionId)
    ).size;
  const leaving = spans.filter((span) => span.cancelRequestedAt !== null && twelfthsAt(span, dataEnd) > 0);
  const mrr = leaving.map((span) => {
    const balances = new Map([["", {currency: span.currency, twelfths: twelfthsAt(span, dataEnd)}]]);
    return dollars({balances, tier: null, seats: 0, leaving: true}, monthCount - 1);
  });
  return {
    byReason: Object.fromEntries(Object.values(endReasons).flatMap((names) => names.map((name) => [name, over(name)]))),
    groups: endReasons,
    scheduled: {
      licences: new Set(leaving.map(({subscriptionId}) => subscriptionId)).size,
      accounts: new Set(leaving.map(({accountId}) => accountId).filter((id) => accounts.has(id))).size,
      mrr: mrr.reduce((sum, value) => sum + value, 0)
    }
  };
}
