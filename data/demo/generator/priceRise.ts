import {planCode, seatPrice} from "./catalogue.js";
import type {Customer} from "./customer.js";
import {cut, nextBilling} from "./pool.js";
import {monthStart} from "./time.js";

/** The list price of a plan rose: for new customers at once, for those it had at their next bill two months later. */
export const priceRise = {plan: planCode(1, "monthly"), from: 2200, to: seatPrice(1, "monthly"), newAt: 9, knownAt: 11};

/** Puts the lower price into the time before the rise; what is paid from then on stays as it is. */
export function raiseListPrice(customers: readonly Customer[]) {
  const {plan, from, to, newAt, knownAt} = priceRise;
  let raised = 0;
  let monthlyRise = 0;
  for (const customer of customers) {
    const {spans} = customer.subscription;
    const byMonth = {...customer, subscription: {...customer.subscription, interval: "monthly" as const}};
    const rises = nextBilling(byMonth, monthStart(knownAt));
    const cheap = new Set<number>();
    for (const span of [...spans].sort((a, b) => a.startsAt - b.startsAt)) {
      if (span.plan !== plan || span.unit !== to || span.startsAt >= rises) continue;
      if (span.startsAt >= monthStart(newAt) && !cheap.has(span.startsAt)) continue;
      if (span.endsAt === null || span.endsAt > rises) {
        const {amount, discount} = span;
        const later = cut(spans, span, rises, "price_changed");
        Object.assign(later, {amount, discount});
        if (later.kind === "recurring") {
          raised++;
          monthlyRise += amount - discount - Math.round(((amount - discount) * from) / to);
        }
      } else cheap.add(span.endsAt);
      const discount = Math.round((span.discount * from) / to);
      Object.assign(span, {unit: from, amount: (span.amount / to) * from, discount});
    }
  }
  return {plan, from, to, licences: raised, monthlyRise};
}
