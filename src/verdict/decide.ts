import {normalUpperQuantile} from "../stats/normal.js";
import type {Comparison, Decision} from "./comparison.js";

/** What the verdict on a comparison depends on besides itself. */
export interface Circumstances {
  alpha: number;
  /** True once the planned end is past. */
  ended: boolean;
  /** True if the units did not split as planned. */
  broken: boolean;
  srmP: number | null;
  /** What else makes the arms no comparison; null where nothing does. */
  mixed?: string | null;
  /** The smallest difference that would matter of the metric asked; null where the plan names none. */
  mde?: number | null;
  /** The error left to one primary comparison, where several share alpha. */
  share?: number;
  unit?: string;
  /** How many looks the plan has; null where it has none. */
  looks?: number | null;
  /** True if the plan has neither an end nor a size, so that it is read at any time. */
  endless?: boolean;
}

type Verdict = {decision: Decision; reasons: string[]};

/** Share of tests that would see the smallest difference that matters. */
const power = 0.8;

/**
 * What to do with a variant, and why, from a stated rule. A split that is not as planned, or units that all saw several arms, make it
 * invalid. A harm that is told from chance stops it. It ships where a primary metric is better by more than chance explains and every
 * guardrail of the variant is within its margin. Otherwise the control is kept if the test has ended, and the test goes on if it has
 * not, by so many units.
 *
 * What may be read, of primary metrics and guardrails alike: with planned looks the boundary of the latest look; else, once the test
 * is over, p (adjusted for primary metrics). Before that, p is not made for looking: there is the confidence sequence, which decides a
 * test without an end and stops any other for harm. A test with an end and no looks is shipped at its end only, so that it ships what is no
 * better in half of alpha; stopping for harm adds nothing to that. Where accounts are few, p with the accounts dealt anew must agree. Where there is no sequence (no window, or some of the units only),
 * nothing is told before the end.
 *
 * decide({...c, role: "primary", difference: 0.02, pAdjusted: 0.01}, [c], {alpha: 0.05, ended: true, broken: false, srmP: 0.4}).decision
 * // "ship"
 */
export function decide(c: Comparison, all: readonly Comparison[], circumstances: Circumstances): Verdict {
  const {broken, srmP, mixed = null, ended} = circumstances;
  if (mixed !== null) return {decision: "invalid", reasons: [mixed]};
  if (broken) {
    const p = srmP === null || srmP >= 1e-4 ? "" : " (p < .0001)";
    return {decision: "invalid", reasons: [`Units did not split as planned${p}, so the arms cannot be compared.`]};
  }
  if (c.role === "guardrail") return guard(c, circumstances);
  if (c.role === "exploratory")
    return {decision: "extend", reasons: ["Not planned as a result: a reason for a test of its own, not a verdict."]};
  if (c.pAdjusted === null || c.difference === null) {
    const why = sentence(c.reason ?? "there is nothing to compare yet");
    if (ended && c.nControl + c.nVariant === 0)
      return {decision: "invalid", reasons: ["No unit was counted by the planned end, so there is no result."]};
    return ended ? {decision: "keep", reasons: [why, over]} : {decision: "extend", reasons: [why]};
  }
  const {better, worse, how, unread, few} = evidence(c, circumstances);
  if (worse)
    return {decision: "stop", reasons: [`It does worse than the control, by more than chance explains${how}.`]};
  if (better && unread === null) return winner(c, all, circumstances, how);
  const noise = unread ?? few ?? "The difference is within what chance explains.";
  return ended
    ? {decision: "keep", reasons: [noise, over, ...unseen(c, circumstances)]}
    : {decision: "extend", reasons: [noise, "The test is not over yet.", ...more(c, circumstances)]};
}

const over = "The planned end is past.";

interface Evidence {
  better: boolean;
  worse: boolean;
  /** By which rule, where it is not the plain one. */
  how: string;
  /** Why nothing good may be said yet. */
  unread: string | null;
  /** The interval it was told by; null where p tells. */
  interval: {lower: number; upper: number} | null;
  /** Why a difference is not told that Student's t would tell, where accounts are few. */
  few: string | null;
}

/** Whether the difference is told from chance, and by what may be read today. */
function evidence(c: Comparison, {alpha, ended, looks = null, endless = false}: Circumstances): Evidence {
  const isGain = (difference: number) => difference !== 0 && difference > 0 === (c.better === "higher");
  // Of few accounts the deals that could have been say more than Student's t: both must tell.
  const isRefuted = c.pPermuted !== null && c.pPermuted >= alpha;
  const by = (told: boolean, difference: number) => ({
    better: told && !isRefuted && isGain(difference),
    worse: told && !isRefuted && !isGain(difference) && difference !== 0,
    few: told && isRefuted ? `Accounts are few: dealt anew, p is ${c.pPermuted!.toPrecision(2)}.` : null
  });
  if (c.sequential) {
    const {crossed, look, lower, upper} = c.sequential;
    const how = ` at look ${look} of ${Math.max(look, c.sequential.looks)}`;
    return {...by(crossed, lower + upper), how, unread: null, interval: {lower, upper}};
  }
  if (ended)
    return {
      ...by((c.role === "guardrail" ? c.p : c.pAdjusted)! < alpha, c.difference!),
      how: "",
      unread: null,
      interval: null
    };
  if (c.anytime && looks === null) {
    const {crossed, lower, upper} = c.anytime;
    const told = by(crossed, lower + upper);
    const waits = told.better
      ? "It is ahead at any time one looks, but is planned to be read"
      : "It is planned to be read";
    const unread = endless ? null : `${waits} once, at its end.`;
    return {...told, how: " at any time one looks", unread, interval: {lower, upper}};
  }
  const unread = c.anytime
    ? "No planned look has been reached."
    : "This metric has no reading that may be taken before the end.";
  return {better: false, worse: false, how: "", unread, interval: null, few: null};
}

function winner(c: Comparison, all: readonly Comparison[], circumstances: Circumstances, how: string): Verdict {
  const won = `It does better than the control, by more than chance explains${how}.`;
  const guards = all
    .filter((g) => g.role === "guardrail" && g.variant === c.variant)
    .map((g) => ({name: g.metricName, ...guard(g, circumstances)}));
  const failed = guards.filter((g) => g.decision !== "ship");
  if (failed.length === 0)
    return {decision: "ship", reasons: [won, ...(guards.length > 0 ? ["Every guardrail is within its margin."] : [])]};
  const harmed = failed.some((g) => g.decision === "stop");
  const why = failed.map((g) => `${g.name}: ${g.reasons[0]}`);
  return {decision: harmed ? "stop" : circumstances.ended ? "keep" : "extend", reasons: [won, ...why]};
}

/** How many units more would see the smallest difference that matters four times in five; null where that is not known. */
function missing(c: Comparison, {mde, alpha, share = alpha}: Circumstances): number | null {
  if (!mde || !c.se) return null;
  const n = c.nControl + c.nVariant;
  return Math.ceil(n * ((c.se * (normalUpperQuantile(share / 2) + normalUpperQuantile(1 - power))) / mde) ** 2 - n);
}

function more(c: Comparison, circumstances: Circumstances): string[] {
  const units = missing(c, circumstances);
  const {unit = "unit"} = circumstances;
  if (units === null) return [];
  return units > 0
    ? [
        `About ${units.toLocaleString("en-US")} more ${unit}s in these two arms would show the planned difference four times in five.`
      ]
    : ["Enough units are in to show the planned difference four times in five."];
}

/** What a test that found nothing can still say of the difference it was planned for. */
function unseen(c: Comparison, circumstances: Circumstances): string[] {
  const units = missing(c, circumstances);
  if (units === null || c.lower === null || c.upper === null) return [];
  if ((c.better === "higher" ? c.upper : -c.lower) < circumstances.mde!)
    return ["A difference as large as planned is ruled out."];
  const again = (units + c.nControl + c.nVariant).toLocaleString("en-US");
  return [
    `A difference as large as planned is not ruled out: to settle it, plan a new test of about ${again} ${circumstances.unit ?? "unit"}s in these two arms.`
  ];
}

/** A guardrail holds where harm beyond the margin is ruled out one-sided; without a margin, where no harm is told from chance. */
function guard(c: Comparison, circumstances: Circumstances): Verdict {
  if (c.lower === null || c.upper === null || c.p === null)
    return {decision: "extend", reasons: [sentence(c.reason ?? "there is nothing to compare yet")]};
  const {worse, how, unread, interval} = evidence(c, circumstances);
  const {lower, upper} = interval ?? {lower: c.lower, upper: c.upper};
  const worst = c.better === "higher" ? -lower : upper;
  const byInterval = c.margin !== null && worst <= c.margin;
  const ruledOut = interval || c.pMargin === null ? byInterval : c.pMargin < circumstances.alpha / 2;
  const readable = circumstances.ended || interval !== null;
  if (readable && ruledOut) return {decision: "ship", reasons: ["Harm beyond the margin is ruled out."]};
  if (worse) return {decision: "stop", reasons: [`It does harm, by more than chance explains${how}.`]};
  if (!readable) return {decision: "extend", reasons: [unread!]};
  if (c.margin === null) return {decision: "ship", reasons: ["No harm is told from chance."]};
  return {
    decision: "extend",
    reasons: [`Harm beyond the margin is not ruled out${circumstances.ended ? "" : " yet"}.`]
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
