import type {Account} from "./accounts.js";
import {shortPlans} from "./catalogue.js";
import type {Payment} from "./payments.js";
import type {Random} from "./random.js";
import type {Span} from "./subscription.js";
import {dataStart, dateOf, day} from "./time.js";

// All over before the last year begins.
const projects = [
  {plan: "team-weekly", from: "2025-02-10", periods: 9},
  {plan: "team-weekly", from: "2025-04-21", periods: 14},
  {plan: "team-weekly", from: "2025-06-16", periods: 6},
  {plan: "team-daily", from: "2025-03-24", periods: 12},
  {plan: "team-daily", from: "2025-07-28", periods: 19}
] as const;

/** Licences for a project, billed by the week or the day. */
export function shortLicences(random: Random, makeAccount: (tier: number, createdAt: number) => Account) {
  const accounts: Account[] = [];
  const payments: Payment[] = [];
  const spans = projects.map(({plan, from, periods}, i): Span => {
    const {unit: every, price} = shortPlans.find((one) => one.plan === plan)!;
    const step = every === "week" ? 7 * day : day;
    const startsAt = Date.parse(from) + Math.round(random.between(7, 18) * 3600) * 1000;
    const account = makeAccount(0, Math.max(dataStart, startsAt - 3 * day));
    Object.assign(account, {type: "Customer", currency: "USD"});
    accounts.push(account);
    const id = `sub_short${account.id.slice(3)}`;
    const seats = random.int(3, 12);
    const amount = seats * price;
    for (let n = 0; n < periods; n++) {
      const pay = {subscriptionId: id, currency: "USD", at: startsAt + n * step, amount, refunded: 0, refundedAt: null};
      const description = n ? "Subscription update" : "Subscription creation";
      payments.push({id: `py_s${i}${String(n).padStart(2, "0")}`, account, ...pay, status: "Paid", description});
    }
    const ids = {versionId: `${id}-1-v1`, accountId: account.id, subscriptionId: id, itemId: `${id}-1`, plan, tier: 1};
    const endsAt = startsAt + periods * step;
    return {
      ...ids,
      ...{status: "active", kind: "recurring", seats, unit: price, amount, discount: 0, currency: "USD", months: 0},
      ...{every, startsAt, endsAt, cancelRequestedAt: null, endReason: "completed"}
    };
  });
  const truth = spans.map(({accountId, every, amount, startsAt, endsAt}) => {
    return {account: accountId, every: every!, amount, from: dateOf(startsAt), until: dateOf(endsAt!)};
  });
  return {accounts, spans, payments, truth};
}
