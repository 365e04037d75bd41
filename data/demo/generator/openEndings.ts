import type {Customer} from "./customer.js";
import type {Pool} from "./pool.js";
import {cut, nextBilling} from "./pool.js";
import type {Random} from "./random.js";
import {addMonths, dataEnd, dateOf, day} from "./time.js";

/** Licences asked to end in the last month of the data, which run on to the end of their term after it. */
export const openEndings = 5;

export function planOpenEndings(random: Random, pool: Pool) {
  const fit = pool.calm(dataEnd - 60 * day, dataEnd).filter((customer) => {
    const {subscription, endsAt} = customer;
    const soon = nextBilling(customer, dataEnd) < addMonths(dataEnd, 3);
    return subscription.interval === "annual" && endsAt === null && soon && !customer.queue.length;
  });
  return random
    .shuffle(fit)
    .slice(0, openEndings)
    .map((customer: Customer) => {
      pool.take(customer);
      const {spans} = customer.subscription;
      const asked = dataEnd - Math.round(random.between(2, 25) * 86_400) * 1000;
      const until = nextBilling(customer, dataEnd);
      const leaving = {status: "canceled", cancelRequestedAt: asked, endsAt: until, endReason: "canceled"} as const;
      cut(
        spans,
        spans.find(({endsAt}) => endsAt === null)!,
        asked,
        "cancel_requested",
        leaving
      );
      customer.endsAt = until;
      return {account: customer.account.id, asked: dateOf(asked), until: dateOf(until)};
    });
}
