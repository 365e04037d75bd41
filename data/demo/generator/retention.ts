import type {Account} from "./accounts.js";
import type {Holding} from "./money.js";
import {dollars, holdings, survivor} from "./money.js";
import type {Span} from "./subscription.js";
import {monthCount, monthName, monthStart} from "./time.js";

/** MRR and paying accounts at the end of every month, minor units of USD at the month's rate. */
export function monthEnds(spans: readonly Span[], accounts: Map<string, Account>) {
  return months().map((month) => {
    const held = [...holdings(spans, accounts, month, month).values()];
    return {month: monthName(month), mrr: total(held, (holding) => dollars(holding, month)), active: held.length};
  });
}

/**
 * Movement totals of every month. Accounts taken over count for their taker at both ends, so a merger is no movement.
 * Movements are valued at the month's rate; what the change of rate does to the balance at the start is fx.
 */
export function movements(spans: readonly Span[], accounts: Map<string, Account>) {
  const ever = new Set<string>();
  return months().map((month) => {
    const before = holdings(spans, accounts, month - 1, month);
    const after = holdings(spans, accounts, month, month);
    const at = monthStart(month + 1);
    const mergedNow = [...accounts.values()].filter(({mergedAt}) => {
      return mergedAt !== null && mergedAt >= monthStart(month) && mergedAt < at;
    });
    const sums = {start: 0, new: 0, expansion: 0, contraction: 0, churn: 0, reactivation: 0, fx: 0, end: 0};
    const counts = {start: 0, new: 0, churned: 0, reactivated: 0, merged: 0, end: 0};
    counts.start = holdings(spans, accounts, month - 1, month - 1).size;
    counts.merged = counts.start - before.size;
    counts.end = after.size;
    for (const id of new Set([...before.keys(), ...after.keys()])) {
      const opening = month === 0 ? 0 : dollars(before.get(id), month - 1);
      const [from, to] = [dollars(before.get(id), month), dollars(after.get(id), month)];
      sums.start += opening;
      sums.end += to;
      sums.fx += from - opening;
      if (!before.has(id)) {
        const known = ever.has(id);
        sums[known ? "reactivation" : "new"] += to;
        counts[known ? "reactivated" : "new"]++;
      } else if (!after.has(id)) {
        sums.churn += from;
        counts.churned++;
      } else if (to > from) sums.expansion += to - from;
      else sums.contraction += from - to;
    }
    for (const id of after.keys()) ever.add(id);
    for (const {id} of mergedNow) if (ever.has(id)) ever.add(survivor(accounts, id, at));
    return {month: monthName(month), ...sums, accounts: counts};
  });
}

/** Net and gross revenue retention over twelve months, both ends at the rate of the window's start. */
export function retention(
  spans: readonly Span[],
  accounts: Map<string, Account>,
  month: number,
  group: (account: Account, holding: Holding) => string | null = () => "all"
) {
  const before = holdings(spans, accounts, month - 12, month);
  const after = holdings(spans, accounts, month, month);
  const sums = new Map<string, {accounts: number; churned: number; start: number; end: number; kept: number}>();
  for (const [id, holding] of before) {
    const name = group(accounts.get(id)!, holding);
    if (name === null) continue;
    const sum = sums.get(name) ?? {accounts: 0, churned: 0, start: 0, end: 0, kept: 0};
    sums.set(name, sum);
    const [start, end] = [dollars(holding, month - 12), dollars(after.get(id), month - 12)];
    sum.accounts++;
    if (!after.has(id)) sum.churned++;
    sum.start += start;
    sum.end += end;
    sum.kept += Math.min(start, end);
  }
  return Object.fromEntries(
    [...sums].sort().map(([name, sum]) => [name, {...sum, nrr: sum.end / sum.start, grr: sum.kept / sum.start}])
  );
}

/** Tier or seats up from one month end to the next, among accounts active and not scheduled to leave at the first. */
export function upgradesByMonth(spans: readonly Span[], accounts: Map<string, Account>) {
  return months().map((month) => {
    const after = holdings(spans, accounts, month, month);
    const counts = {eligible: 0, upgraded: 0, eligibleTier: 0, upgradedTier: 0, upgradedSeats: 0};
    for (const [id, was] of holdings(spans, accounts, month - 1, month)) {
      if (was.leaving || was.tier === null) continue;
      const is = after.get(id);
      const tierUp = is !== undefined && is.tier !== null && is.tier > was.tier;
      const seatsUp = is !== undefined && is.seats > was.seats;
      counts.eligible++;
      if (was.tier < 3) counts.eligibleTier++;
      if (tierUp || seatsUp) counts.upgraded++;
      if (tierUp) counts.upgradedTier++;
      if (seatsUp) counts.upgradedSeats++;
    }
    return {month: monthName(month), ...counts};
  });
}

function months(): number[] {
  return Array.from({length: monthCount}, (_, month) => month);
}

function total<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0);
}
