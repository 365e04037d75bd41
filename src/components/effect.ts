import type {Unit} from "../definitions.js";
import {
  formatDifference,
  formatDifferenceInterval,
  formatInterval,
  ratio,
  rate,
  sentenceCase,
  type Maybe
} from "./format.js";
import type {Sentence} from "./sentences.js";

export interface Bounds {
  lower: number | null;
  upper: number | null;
}

export interface Difference extends Bounds {
  value: number;
  se: number | null;
  p: number | null;
}

export interface OfferOutcome {
  id: string;
  name: string;
  unit: Unit;
  windowHours: number | null;
  nControl: number;
  nOffered: number;
  valueControl: number | null;
  valueOffered: number | null;
  uptakeControl: number | null;
  uptakeOffered: number | null;
  itt: Difference | null;
  uptake: Difference | null;
  late: Difference | null;
  strength: number | null;
  naive: number | null;
  reason: string | null;
}

/** A randomised offer that could be refused. */
export interface Offer {
  id: string;
  slug: string;
  name: string;
  unit: "user" | "account";
  alpha: number;
  /** True where the split is not as planned: nothing follows from it then. */
  broken: boolean;
  variantName: string;
  controlName: string;
  uptake: string;
  outcomes: OfferOutcome[];
}

export interface LeavingRate extends Bounds {
  accounts: number;
  months: number;
  left: number;
  rate: number | null;
}

export interface RatePair extends Bounds {
  id: "ever" | "time" | "leave";
  upgraded: LeavingRate;
  others: LeavingRate;
  ratio: number | null;
  reason: string | null;
}

export interface TrialSide {
  trials: number;
  units: number;
  exposure: number;
  events: number;
  rate: number;
}

export interface PooledTrial {
  horizon: number;
  treated: TrialSide | null;
  controls: TrialSide | null;
  difference: Difference | null;
  plain: Difference | null;
  ess: number | null;
  largest: number | null;
  balance: {name: string; before: number | null; after: number | null}[];
  reason: string | null;
}

export interface UseEvent extends Bounds {
  event: number;
  att: number;
  se: number | null;
  treated: number;
  simultaneous: [number, number] | null;
}

export interface UseAverage extends Bounds {
  att: number;
  se: number | null;
  treated: number;
}

export interface UseStudy {
  events: UseEvent[];
  critical: number | null;
  simple: UseAverage;
  groups: number;
  variants: ({
    control: "never" | "not-yet";
    base: "varying" | "universal";
    anticipation: number;
  } & Partial<UseAverage>)[];
}

export interface EffectResult {
  offers: Offer[];
  sample: {upgraded: {all: number; read: number}; others: {all: number; read: number}};
  leftOutside: number;
  months: {first: string | null; last: string | null};
  /** Why nothing can be said of upgrades; null where it can. */
  reason: string | null;
  rates: RatePair[];
  hazard:
    | (Bounds & {
        ratio: number | null;
        p: number | null;
        months: number;
        left: number;
        monthsUpgraded: number;
        leftUpgraded: number;
        reason: string | null;
      })
    | null;
  trials: PooledTrial[];
  groups: {dimension: string; name: string; difference: Difference; accounts: number; others: number}[];
  use: UseStudy | null;
}

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
    const changed = isClear(itt) ? "changed" : "did not clearly change";
    return {
      before: `“${offer.name}” ${changed} ${lowerFirst(name)}: those offered it differ by `,
      value: formatDifference(itt.value, unit, currency),
      interval: formatDifferenceInterval(itt.lower, itt.upper, unit, currency),
      after: ""
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
  const clear = known.filter(({difference}) => isClear(difference));
  if (clear.length === 0)
    return "Beside like accounts, those that upgraded left no clearly different share of the time";
  const texts = clear.map(
    ({difference, horizon}) => `${difference.value < 0 ? "less" : "more"} often within ${horizon} months`
  );
  return sentenceCase(`beside like accounts, those that upgraded left ${texts.join(" and ")}`);
}

/** Whether use differs after the upgrade, and whether it did before: then the two did not move alike to begin with. */
export function useTitle({events, simple}: UseStudy): string {
  const outside = ({simultaneous}: UseEvent) =>
    simultaneous !== null && isClear({lower: simultaneous[0], upper: simultaneous[1]});
  const before = events.some((one) => one.event < -1 && outside(one));
  const after = isClear(simple)
    ? `Use was ${signedRate(relative(simple.att))} after the upgrade beside accounts that had not upgraded`
    : "Use after the upgrade is not clearly apart from that of accounts that had not upgraded";
  return before ? `${after}; the two differed before it too` : after;
}
