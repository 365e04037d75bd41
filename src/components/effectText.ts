import {benjaminiHochberg} from "../stats/adjustP.js";
import type {
  Difference,
  EffectResult,
  Offer,
  OfferOutcome,
  PooledTrial,
  RatePair,
  UseEvent,
  UseStudy
} from "./effect.js";
import {formatDifference, formatDifferenceInterval, formatInterval, rate, ratio, type Maybe} from "./format.js";
import type {Sentence} from "./sentences.js";

/** True where an interval leaves out a value. */
export function isClear({lower, upper}: {lower?: Maybe; upper?: Maybe}, none = 0): boolean {
  return typeof lower === "number" && typeof upper === "number" && (lower > none || upper < none);
}

/** "18% less often" from a ratio of 0.82. */
export function oftener(value: number): string {
  const size = rate(Math.abs(value - 1), 0);
  return value === 1 ? "as often" : `${size} ${value < 1 ? "less" : "more"} often`;
}

/** A log difference as a relative change: 0.1 is 10.5% more. */
export function relative(log: number): number {
  return Math.expm1(log);
}

/** "+2.1%". */
export function signedRate(value: number): string {
  return `${value > 0 ? "+" : ""}${rate(value, 1)}`;
}

/**
 * What a page on causes may open with: what a randomised offer changed, or else how far upgraded accounts differ and that nobody
 * was assigned.
 */
export function effectClaim({offers, rates, reason}: EffectResult, currency: string): Sentence {
  const offer = offers.find(({broken, outcomes}) => !broken && outcomes.some(({itt}) => itt?.se));
  const outcome = offer?.outcomes.find(({itt}) => itt?.se);
  if (offer && outcome?.itt) {
    const {itt, name, unit} = outcome;
    const made = isDecided(offer, outcome) ? "a clear difference" : "no clear difference";
    return {
      before: `Being offered “${offer.name}” made ${made}: `,
      value: formatDifference(itt.value, unit, currency),
      interval: formatDifferenceInterval(itt.lower, itt.upper, unit, currency),
      after: unit === "ratio" ? ` ${lowerFirst(name)} on average` : ` in ${lowerFirst(name)}`
    };
  }
  const last = rates.find(({id}) => id === "leave");
  if (!last || last.ratio === null)
    return {before: `Nothing can be said yet: ${last?.reason ?? reason ?? "there are no data"}.`, value: null};
  return {
    before: "When an account could leave, those that had upgraded left ",
    value: `${ratio(last.ratio)} times`,
    interval: formatInterval(last.lower, last.upper, "ratio", currency),
    after: " as often as the others. Nobody was assigned to upgrade"
  };
}

/** True where an outcome differs, counting that an offer with several outcomes has several chances to. */
export function isDecided({alpha, outcomes}: Offer, {itt}: OfferOutcome): boolean {
  return itt?.p != null && itt.p < alpha / outcomes.length;
}

/** "active days" in the middle of a sentence; "NPS" stays as it is. */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** What the naive ratio says and what is left of it. */
export function ratesTitle(rates: readonly RatePair[]): string {
  const naive = rates.find(({id}) => id === "ever");
  const last = rates.find(({id}) => id === "leave");
  if (naive?.ratio == null || last?.ratio == null) return "How often upgraded accounts leave is not known yet";
  const seem = `Accounts that upgraded seem to leave ${oftener(naive.ratio)}`;
  if (!isClear(last, 1)) return `${seem}; counted while they could leave, no clear difference is left`;
  return `${seem}; counted while they could leave, ${oftener(last.ratio)}`;
}

/** Each way of counting in one sentence. */
export const waysOfCounting: Record<RatePair["id"], {name: string; why: string}> = {
  ever: {
    name: "Ever upgraded",
    why: "Misleading: to upgrade in its second year an account had to stay for its first. Those months count for the upgraded, though nobody who left in them could have become one."
  },
  time: {
    name: "Upgraded by then",
    why: "Each month counts for what the account was at its start. The months before an upgrade now stand with those that had not upgraded."
  },
  leave: {
    name: "And could leave",
    why: "Only months in which the account’s term ended, or it paid by the month. A term that has just begun keeps everybody, whatever they think."
  }
};

export function trialTitle(trials: readonly PooledTrial[]): string {
  const known = trials.filter((one): one is PooledTrial & {difference: Difference} => one.difference?.se != null);
  const [first] = known;
  if (!first) return "Too few accounts upgraded to set them beside like ones";
  const adjusted = benjaminiHochberg(known.map(({difference}) => difference.p));
  const clear = known.filter((_, i) => (adjusted[i] ?? 1) < 0.05);
  if (clear.length === 0) return "Accounts that upgraded did not clearly leave more or less often than like accounts";
  const texts = clear.map(
    ({difference, horizon}) => `${difference.value < 0 ? "less" : "more"} often within ${horizon} months`
  );
  return `Accounts that upgraded left ${texts.join(" and ")} than like accounts`;
}

/** Whether use differs after the upgrade, and whether it did before: then the two did not move alike to begin with. */
export function useTitle({events, before: test, simple}: UseStudy): string {
  const outside = ({simultaneous}: UseEvent) =>
    simultaneous !== null && isClear({lower: simultaneous[0], upper: simultaneous[1]});
  const before = (test !== null && test.p < 0.05) || events.some((one) => one.event < -1 && outside(one));
  const maybe = events.some((one) => one.event < -1 && isClear(one));
  const after = isClear(simple)
    ? `Use was ${signedRate(relative(simple.att))} after the upgrade beside accounts that had not upgraded`
    : "Use after the upgrade is not clearly apart from that of accounts that had not upgraded";
  if (before) return `${after}; the two differed before it too`;
  return maybe ? `${after}; the two may have differed before it too` : after;
}
