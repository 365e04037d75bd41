import type {Interval} from "./catalogue.js";
import {monthsOf, planCode} from "./catalogue.js";
import type {Customer} from "./customer.js";
import type {Pool} from "./pool.js";
import type {Random} from "./random.js";
import {addMonths, dataEnd, dataStart, day} from "./time.js";

interface Wanted {
  interval: Interval;
  was: Interval;
  tiers: number[];
  count: number;
  /** Held since before the data, so that a term ends within them. */
  old?: boolean;
  /** Ended by the customer at the end of a term. */
  lost?: boolean;
}

const wanted: Wanted[] = [
  {interval: "quarterly", was: "monthly", tiers: [0, 2], count: 8},
  {interval: "three-year", was: "annual", tiers: [2, 3], count: 4, old: true},
  {interval: "two-year", was: "annual", tiers: [1, 2, 3], count: 2, old: true, lost: true},
  {interval: "two-year", was: "annual", tiers: [1, 2, 3], count: 12, old: true},
  {interval: "three-year", was: "annual", tiers: [2, 3], count: 2}
];

/** Turns some plain licences into ones billed every quarter, two or three years at the same price a month. */
export function addLongTerms(random: Random, customers: readonly Customer[], pool: Pool) {
  return wanted.map(({interval, was, tiers, count, old = false, lost = false}) => {
    const months = monthsOf(interval);
    const open = new Set(pool.calm(dataEnd - day, dataEnd));
    const fit = customers.filter((customer) => {
      const {subscription, migrated, endedAt, endsAt} = customer;
      const paid = subscription.spans.filter(({kind}) => kind === "recurring");
      const plain = paid.every((span) => {
        const {tier, discount, status} = span;
        return (
          tiers.includes(tier ?? -1) && !discount && (status === "active" || lost) && span.months === monthsOf(was)
        );
      });
      const gone = lost && endedAt !== null && paid.at(-1)!.endReason === "canceled" && pool.free(customer);
      const here = !lost && open.has(customer) && endsAt === null && (months > 12 || paid.length === 1);
      return plain && subscription.interval === was && (gone || here) && migrated === old;
    });
    const chosen = random.shuffle(fit).slice(0, count);
    for (const customer of chosen) {
      pool.take(customer);
      const {subscription, endedAt} = customer;
      const factor = months / monthsOf(was);
      subscription.interval = interval;
      if (lost) customer.anchorAt = termBefore(endedAt!, months);
      else if (old && months > 12)
        customer.anchorAt = addMonths(customer.anchorAt, -12 * random.int(0, months / 12 - 1));
      for (const span of subscription.spans) {
        Object.assign(span, {plan: planCode(span.tier!, interval), months, unit: span.unit * factor});
        span.amount *= factor;
      }
      const [item] = subscription.items;
      Object.assign(item!, {plan: planCode(item!.tier!, interval), unit: item!.unit * factor});
    }
    return {interval, months, lost, accounts: chosen.map(({account}) => account.id).sort()};
  });
}

function termBefore(at: number, months: number): number {
  let start = at;
  while (start > dataStart) start = addMonths(start, -months);
  return start;
}
