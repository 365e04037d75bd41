import type {Interval} from "./catalogue.js";
import {monthsOf, planCode} from "./catalogue.js";
import type {Pool} from "./pool.js";
import type {Random} from "./random.js";
import {addMonths, dataEnd, day} from "./time.js";

const wanted: {interval: Interval; was: Interval; tiers: number[]; count: number; old?: boolean}[] = [
  {interval: "quarterly", was: "monthly", tiers: [0, 2], count: 8},
  {interval: "two-year", was: "annual", tiers: [1, 2, 3], count: 7, old: true},
  {interval: "three-year", was: "annual", tiers: [3], count: 4, old: true}
];

/** Turns some plain licences into ones billed every quarter, two or three years at the same price a month. */
export function addLongTerms(random: Random, pool: Pool) {
  return wanted.map(({interval, was, tiers, count, old}) => {
    const months = monthsOf(interval);
    const fit = pool.calm(dataEnd - day, dataEnd).filter(({subscription, migrated, endsAt}) => {
      const paid = subscription.spans.filter(({kind}) => kind === "recurring");
      const plain = paid.length === 1 && paid[0]!.discount === 0 && tiers.includes(paid[0]!.tier!);
      return plain && subscription.interval === was && endsAt === null && (!old || migrated);
    });
    const chosen = random.shuffle(fit).slice(0, count);
    for (const customer of chosen) {
      pool.take(customer);
      const {subscription} = customer;
      const factor = months / monthsOf(was);
      subscription.interval = interval;
      if (old) customer.anchorAt = addMonths(customer.anchorAt, -12 * random.int(0, months / 12 - 1));
      for (const span of subscription.spans) {
        Object.assign(span, {plan: planCode(span.tier!, interval), months, unit: span.unit * factor});
        span.amount *= factor;
      }
      const [item] = subscription.items;
      Object.assign(item!, {plan: planCode(item!.tier!, interval), unit: item!.unit * factor});
    }
    const accounts = chosen.map(({account}) => account.id).sort();
    return {interval, months, accounts};
  });
}
