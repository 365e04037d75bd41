import type {Account} from "./accounts.js";
import type {Customer} from "./customer.js";
import {billings} from "./customer.js";
import type {Span} from "./subscription.js";
import {day} from "./time.js";

/** Customers whose licence history may still be rewritten; each is taken once. */
export interface Pool {
  /** Customers with an account to themselves that have one plain, active licence from one instant to another. */
  calm(from: number, to: number): Customer[];
  /** True for those with an account to themselves to whom nothing has been done. */
  free(customer: Customer): boolean;
  take(customer: Customer): void;
}

/** A pool of customers; what befalls one must not befall another rewriting too. */
export function poolOf(customers: readonly Customer[], accounts: readonly Account[]): Pool {
  const taken = new Set<Customer>();
  const times = new Map<string, number>();
  for (const {account} of customers) times.set(account.id, (times.get(account.id) ?? 0) + 1);
  const takers = new Set(accounts.map(({mergedInto}) => mergedInto));
  const free = customers.filter(({account, secondary, refundedAt}) => {
    const alone = times.get(account.id) === 1 && !account.mergedInto && !takers.has(account.id);
    return alone && !secondary && refundedAt === null;
  });
  return {
    calm: (from, to) => free.filter((customer) => !taken.has(customer) && calmSpan(customer, from, to) !== null),
    free: (customer) => free.includes(customer) && !taken.has(customer),
    take: (customer) => void taken.add(customer)
  };
}

/** The one span held all the time from one instant to another, if nothing else is held then. */
export function calmSpan({subscription}: Customer, from: number, to: number): Span | null {
  const held = subscription.spans.filter(({startsAt, endsAt}) => startsAt < to && (endsAt === null || endsAt > from));
  const [span] = held;
  if (!span || held.length > 1 || span.kind !== "recurring" || span.status !== "active") return null;
  const covers = span.startsAt <= from && (span.endsAt === null || span.endsAt >= to);
  return covers && span.cancelRequestedAt === null ? span : null;
}

/** Cuts a span in two at an instant; returns the later part. */
export function cut(spans: Span[], span: Span, at: number, reason: string, changes: Partial<Span> = {}): Span {
  const later = {...span, versionId: `${span.versionId}.${at / 1000}`, startsAt: at, ...changes};
  Object.assign(span, {endsAt: at, endReason: reason});
  spans.splice(spans.indexOf(span) + 1, 0, later);
  return later;
}

/** The first billing instant from a time on. */
export function nextBilling(customer: Customer, from: number): number {
  return billings(customer, from, from + 400 * day)[0]!;
}
