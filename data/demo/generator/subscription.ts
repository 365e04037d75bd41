import type {Currency, Interval} from "./catalogue.js";
import {monthsOf} from "./catalogue.js";

export type Status = "trial" | "active" | "past_due" | "paused" | "canceled";

/** One item with constant terms from startsAt up to endsAt. Money in minor units, per interval. */
export interface Span {
  versionId: string;
  accountId: string;
  subscriptionId: string;
  itemId: string;
  plan: string;
  /** 0 to 3; null where the item has no place in the order of tiers. */
  tier: number | null;
  status: Status;
  kind: "recurring" | "metered" | "one_off" | "trial";
  seats: number | null;
  unit: number;
  amount: number;
  discount: number;
  currency: Currency;
  months: number;
  /** Set where a payment covers a week or a day; months is then 0. */
  every?: "week" | "day";
  startsAt: number;
  endsAt: number | null;
  cancelRequestedAt: number | null;
  endReason: string | null;
}

export interface Item {
  id: string;
  plan: string;
  tier: number | null;
  seats: number | null;
  unit: number;
  discountPercent: number;
}

export interface Subscription {
  id: string;
  accountId: string;
  currency: Currency;
  interval: Interval;
  status: Status;
  cancelRequestedAt: number | null;
  items: Item[];
  spans: Span[];
}

function terms(subscription: Subscription, item: Item) {
  const amount = (item.seats ?? 1) * item.unit;
  const months = monthsOf(subscription.interval);
  const discount = Math.round((amount * item.discountPercent) / 100 / months) * months;
  const {status, cancelRequestedAt} = subscription;
  return {
    plan: item.plan,
    tier: item.tier,
    status,
    kind: status === "trial" ? ("trial" as const) : ("recurring" as const),
    seats: item.seats,
    unit: item.unit,
    amount,
    discount,
    months,
    cancelRequestedAt
  };
}

/**
 * Changes a subscription at an instant: spans whose terms change end there and new ones begin.
 * Changes must come in order of time.
 */
export function change(subscription: Subscription, at: number, reason: string, edit: () => void): void {
  edit();
  const kept = new Set<string>();
  for (const span of openSpans(subscription)) {
    const item = subscription.items.find(({id}) => id === span.itemId);
    const next = item && terms(subscription, item);
    if (next && Object.entries(next).every(([key, value]) => span[key as keyof Span] === value)) kept.add(span.itemId);
    else close(subscription, span, at, reason);
  }
  for (const item of subscription.items) {
    if (kept.has(item.id)) continue;
    const {id, accountId, currency, spans} = subscription;
    const versionId = `${item.id}-v${spans.filter(({itemId}) => itemId === item.id).length + 1}`;
    const ids = {versionId, accountId, subscriptionId: id, itemId: item.id, currency};
    spans.push({...ids, ...terms(subscription, item), startsAt: at, endsAt: null, endReason: null});
  }
}

export function end(subscription: Subscription, at: number, reason: string): void {
  for (const span of openSpans(subscription)) close(subscription, span, at, reason);
}

export function openSpans(subscription: Subscription): Span[] {
  return subscription.spans.filter(({endsAt}) => endsAt === null);
}

function close(subscription: Subscription, span: Span, at: number, reason: string): void {
  if (at < span.startsAt) throw new RangeError(`change before its span: ${span.versionId}`);
  if (at === span.startsAt) subscription.spans.splice(subscription.spans.indexOf(span), 1);
  span.endsAt = at;
  span.endReason = reason;
}
