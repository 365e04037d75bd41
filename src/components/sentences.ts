import type {Change} from "../results/change.js";
import type {Measure} from "../definitions.js";
import type {Bridge} from "./bridgeChart.js";
import {
  count,
  day,
  formatInterval,
  formatValue,
  intervalText,
  list,
  money,
  month,
  plural,
  rate,
  score,
  sentenceCase,
  type Maybe
} from "./format.js";
import type {Site} from "./site.js";

/** A sentence with one live number in it. */
export interface Sentence {
  before: string;
  value?: string | null;
  interval?: string | null;
  after?: string;
}

// A value stands alone only where its data allow no interval, and then says so.
const unbounded = "too few for an interval";

/** "+1.1 pp (−0.6 to +2.8 pp) on a year ago, within noise". */
export function changeText(change: Change, format: (value: Maybe) => string, interval: string | null = null): string {
  if (change.value === null) return "";
  return `${format(change.value)}${interval === null ? "" : ` (${interval})`} on ${change.against}${change.noise ? ", within noise" : ""}`;
}

function unknown(what: string, measure: Measure): Sentence {
  return {
    before: `${what} cannot be told yet: `,
    value: null,
    interval: null,
    after: `${measure.reason ?? "there are no data"}.`
  };
}

/** Net revenue retention, as what a hundred of last year's revenue has become. */
export function retentionClaim(nrr: Measure, currency: string, who = "", ago = "a year ago"): Sentence {
  if (nrr.value === null) return unknown(`Net revenue retention${who && ` of ${who}`}`, nrr);
  const hundred = (value: number) => money(value * 100, currency, 2);
  const bare = (value: number) => (value * 100).toFixed(2);
  return {
    before: `For every ${money(100, currency, 0)} customers${who && ` (${who})`} paid ${ago}, the same customers now pay `,
    value: hundred(nrr.value),
    interval: nrr.lower === null || nrr.upper === null ? unbounded : `${bare(nrr.lower)} to ${bare(nrr.upper)}`,
    after: ""
  };
}

export function upgradeClaim(hazard: Measure, who = ""): Sentence {
  if (hazard.value === null) return unknown(`The upgrade rate${who && ` of ${who}`}`, hazard);
  return {
    before: "Each month, ",
    value: rate(hazard.value),
    interval: formatInterval(hazard.lower, hazard.upper, "rate", "") ?? unbounded,
    after: ` of the accounts that could upgrade${who && ` (${who})`} did so`
  };
}

const saidOf: Record<string, (value: string) => string> = {
  feature_adoption_90: (value) => `${value} of the upgrades that brought a new feature had it in use by day 90`,
  upgrade_reversal_180: (value) => `${value} of upgrades were taken back by day 180`,
  upgrade_without_need: (value) => `${value} of moves to a higher tier came with every limit less than half used`
};

/** What became of upgrades for those who made them, and for the company; "" for what is not known. */
export function upgradesText(
  upgrades: readonly Measure[],
  bridge: Bridge | null,
  amount: (minor: number) => string
): {customers: string; company: string} {
  const parts = upgrades
    .filter(({value}) => value !== null)
    .map(({id, value, lower, upper}) => saidOf[id]!(intervalText(value, lower, upper)));
  return {
    customers: parts.length ? `${sentenceCase(list(parts))}.` : "",
    company: bridge
      ? `From ${month(bridge.from)} to ${month(bridge.to)} expansion added ${amount(bridge.expansion)} to monthly revenue, and contraction took ${amount(bridge.contraction)}.`
      : ""
  };
}

export function trialClaim(conversion: Measure, days: number, who = ""): Sentence {
  if (conversion.value === null) return unknown(`Trial conversion${who && ` of ${who}`}`, conversion);
  return {
    before: `Of the trials${who && ` (${who})`} that have had their time, `,
    value: rate(conversion.value),
    interval: formatInterval(conversion.lower, conversion.upper, "rate", "") ?? unbounded,
    after: ` became paying customers within ${days} days`
  };
}

export function npsClaim(nps: Measure): Sentence {
  if (nps.value === null) return unknown("What customers say", nps);
  return {
    before: "Asked whether they would recommend us, customers answer with a score of ",
    value: score(nps.value),
    interval: formatInterval(nps.lower, nps.upper, "score", "") ?? unbounded,
    after: nps.lower !== null && nps.lower > 0 ? ": more promoters than detractors" : ""
  };
}

interface Told {
  decision: string;
  cause?: string | null;
  holdout?: boolean;
}

/** How many tests can be acted on; a test without a decision is counted as open. A holdout tests no message. */
export function experimentsClaim(all: readonly Told[]): Sentence {
  const tests = all.filter(({holdout}) => !holdout);
  if (!tests.length) return {before: "No message test has been run yet"};
  const of = (decision: string) => tests.filter((one) => one.decision === decision).length;
  const guarded = tests.filter(({decision, cause}) => decision === "stop" && cause === "guardrail").length;
  const rest = [
    [of("keep"), "kept the message in use"],
    [guarded, "won, but failed a guardrail"],
    [of("stop") - guarded, "did harm"],
    [of("extend"), "cannot be called yet"],
    [of("invalid"), "cannot be trusted"]
  ] as const;
  const parts = rest.filter(([n]) => n > 0).map(([n, text]) => `${count(n)} ${text}`);
  return {
    before: "",
    value: `${count(of("ship"))} of ${plural(tests.length, "message test")}`,
    after: ` found a better message${parts.length ? `; ${list(parts)}` : ""}${tests.length < all.length ? ". A holdout tests none" : ""}`
  };
}

export function checksClaim({checks, asOf}: Site): Sentence {
  if (!checks.total) return {before: "No check has been run on these data"};
  return {
    before: "",
    value: `${count(checks.held)} of ${count(checks.total)}`,
    after: ` checks hold on the data to ${day(asOf)}`
  };
}

/** What all trials together come to, those still open included; nothing where there is no trial to tell from. */
export function allTrialsText(open: Measure, time: Measure, currency: string): string {
  if (open.value === null) return "";
  const half = time.value === null ? "" : `; half of those who pay do so by day ${count(time.value)}`;
  return `All trials together: ${measureText("with open trials", open, currency)}${half}.`;
}

/** "Net revenue retention 106.4% (102.0 to 110.8%)", for lines and lists. */
export function measureText(name: string, measure: Measure, currency: string): string {
  const interval = formatInterval(measure.lower, measure.upper, measure.unit, currency);
  return `${name} ${formatValue(measure.value, measure.unit, currency)}${interval ? ` (${interval})` : ""}`;
}
