import {limits, overage} from "./catalogue.js";
import type {Customer} from "./customer.js";
import {inForce} from "./money.js";
import type {Random} from "./random.js";
import type {Span} from "./subscription.js";
import {dataEnd, monthCount, monthName, monthStart} from "./time.js";
import type {UsageRow} from "./usage.js";

/** Share of accounts that agreed to pay for API calls beyond what their plan includes. */
export const meteredModel = {optIn: 0.4};

/** API calls beyond the plan's, billed after the month by the thousand begun: a series of its own beside MRR. */
export function meteredSpans(random: Random, customers: readonly Customer[], usage: readonly UsageRow[]): Span[] {
  const calls = new Map<string, number>();
  for (const {workspaceId, feature, day, quantity} of usage) {
    if (feature !== "api_calls") continue;
    const key = `${workspaceId} ${day.slice(0, 7)}`;
    calls.set(key, (calls.get(key) ?? 0) + quantity);
  }
  return customers
    .filter(({secondary}) => !secondary && random.chance(meteredModel.optIn))
    .flatMap(({account, subscription}) => {
      const found: Span[] = [];
      for (let month = 0; month < monthCount; month++) {
        const [startsAt, endsAt] = [monthStart(month), monthStart(month + 1)];
        const span = subscription.spans.find((one) => one.tier !== null && inForce(one, endsAt));
        if (!span || span.status !== "active" || span.kind !== "recurring" || endsAt > dataEnd) continue;
        const used = calls.get(`${account.workspaceId} ${monthName(month)}`) ?? 0;
        const seats = Math.ceil((used - limits.api_calls[span.tier!]!) / overage.per);
        if (seats <= 0 || subscription.spans[0]!.startsAt > startsAt) continue;
        const itemId = `${subscription.id}-use`;
        found.push({
          ...{
            versionId: `${itemId}-${monthName(month)}`,
            accountId: account.id,
            subscriptionId: subscription.id,
            itemId
          },
          ...{plan: overage.plan, tier: null, status: "active", kind: "metered", seats, unit: overage.price},
          ...{amount: seats * overage.price, discount: 0, currency: subscription.currency, months: 1, startsAt, endsAt},
          ...{cancelRequestedAt: null, endReason: "completed"}
        });
      }
      return found;
    });
}

/** What was billed for use, by month and currency, minor units. */
export function meteredTruth(spans: readonly Span[]) {
  return Array.from({length: monthCount}, (_, month) => {
    const due = spans.filter(({startsAt}) => startsAt === monthStart(month));
    const sum = (currency: string) =>
      due.filter((span) => span.currency === currency).reduce((total, {amount}) => total + amount, 0);
    return {month: monthName(month), accounts: due.length, USD: sum("USD"), EUR: sum("EUR")};
  });
}
