import type {Account} from "./accounts.js";
import type {Currency} from "./catalogue.js";
import {rateOf} from "./catalogue.js";
import type {Span} from "./subscription.js";
import {day, monthStart} from "./time.js";

const pastDueGrace = 30 * day;

/** What an account holds at the end of a month. */
export interface Holding {
  /** MRR by account as billed and currency, in twelfths of a minor unit. */
  balances: Map<string, {currency: Currency; twelfths: number}>;
  /** Highest tier held, 0 to 3; null if nothing held has a place in the order. */
  tier: number | null;
  seats: number;
  /** Nothing held runs on: the account has asked to leave. */
  leaving: boolean;
}

/** MRR of a span at an instant, in twelfths of a minor unit; 0 unless its status is paid for. */
export function twelfthsAt(span: Span, at: number): number {
  if (!inForce(span, at) || span.kind !== "recurring" || span.status === "paused") return 0;
  if (span.status === "past_due" && at - span.startsAt > pastDueGrace) return 0;
  const net = Math.max(0, span.amount - span.discount);
  return span.every ? net * {week: 52, day: 365}[span.every] : (net * 12) / span.months;
}

/** The state at the end of a month holds what began before the next month and had not ended before it. */
export function inForce({startsAt, endsAt}: Span, at: number): boolean {
  return startsAt < at && (endsAt === null || endsAt >= at);
}

/** The account that stands for this one at an instant, once those taken over are counted with their taker. */
export function survivor(accounts: Map<string, Account>, id: string, at: number): string {
  const account = accounts.get(id);
  return account?.mergedInto && account.mergedAt! < at ? survivor(accounts, account.mergedInto, at) : id;
}

/**
 * Holdings by account at the end of a month (-1 is before the data begin), accounts taken over counting for their
 * taker as of the end of `mergedAsOf`. Accounts without MRR are absent.
 */
export function holdings(
  spans: readonly Span[],
  accounts: Map<string, Account>,
  month: number,
  mergedAsOf: number
): Map<string, Holding> {
  const at = monthStart(month + 1);
  const held = new Map<string, Holding>();
  for (const span of spans) {
    const twelfths = twelfthsAt(span, at);
    if (!twelfths) continue;
    const id = survivor(accounts, span.accountId, monthStart(mergedAsOf + 1));
    const holding = held.get(id) ?? {balances: new Map(), tier: null, seats: 0, leaving: true};
    held.set(id, holding);
    const {accountId, currency} = span;
    const key = `${accountId} ${currency}`;
    holding.balances.set(key, {currency, twelfths: (holding.balances.get(key)?.twelfths ?? 0) + twelfths});
    if (span.tier !== null) {
      holding.tier = Math.max(holding.tier ?? 0, span.tier);
      holding.seats += span.seats ?? 0;
    }
    if (span.cancelRequestedAt === null) holding.leaving = false;
  }
  return held;
}

/**
 * MRR of a holding in minor units of USD, rounded half away from zero once per account as billed and currency, so that
 * a merger changes no total.
 */
export function dollars(holding: Holding | undefined, month: number): number {
  let sum = 0;
  for (const {currency, twelfths} of holding?.balances.values() ?? []) sum += roundedDollars(currency, twelfths, month);
  return sum;
}

function roundedDollars(currency: Currency, twelfths: number, month: number): number {
  // Rounding before or after the exchange must give the same, so every month's share is a whole number.
  if (twelfths % 12) throw new RangeError(`balance in parts of a cent: ${currency} ${twelfths}`);
  const numerator = BigInt(twelfths) * BigInt(rateOf(currency, month));
  const denominator = 12_000_000n;
  const distance = Number(numerator % denominator) / Number(denominator) - 0.5;
  // Rounding in doubles elsewhere must agree, so no balance may sit on the edge.
  if (Math.abs(distance) < 1e-7) throw new RangeError(`balance on half a cent: ${currency} ${twelfths}`);
  return Number((2n * numerator + denominator) / (2n * denominator));
}
