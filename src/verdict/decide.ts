import {normalUpperQuantile} from "../stats/index.js";
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
  /** The smallest difference of the first primary metric that would matter. */
  mde?: number | null;
  unit?: string;
  /** How many looks the plan has; null where it has none. */
  looks?: number | null;
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
 * What chance explains: after the end the adjusted p, or the last boundary where looks were planned; before the end the boundary of
 * the look, or the confidence sequence where no looks were planned, since p is not made for looking early. Where there is neither
 * (no window, or a part of the units only), nothing is told before the end.
 *
 * decide({...c, role: "primary", difference: 0.02, pAdjusted: 0.01}, [c], {alpha: 0.05, ended: true, broken: false, srmP: 0.4}).decision
 * // "ship"
 */
export function decide(c: Comparison, all: readonly Comparison[], circumstances: Circumstances): Verdict {
  const {broken, srmP, mixed = null, alpha, ended} = circumstances;
  if (broken) {
    const p = srmP === null || srmP >= 1e-4 ? "" : " (p < .0001)";
    return {decision: "invalid", reasons: [`Units did not split as planned${p}, so the arms cannot be compared.`]};
  }
  if (mixed !== null) return {decision: "invalid", reasons: [mixed]};
  if (c.role === "guardrail") return guard(c, alpha);
  if (c.role === "exploratory")
    return {decision: "extend", reasons: ["Not planned as a result: a reason for a test of its own, not a verdict."]};
  if (c.pAdjusted === null || c.difference === null)
    return {decision: "extend", reasons: [sentence(c.reason ?? "there is nothing to compare yet")]};
  const {told, how, difference, unread} = evidence(c, circumstances);
  const better = difference > 0 === (c.better === "higher");
  if (told && !better)
    return {decision: "stop", reasons: [`It does worse than the control, by more than chance explains${how}.`]};
  if (told) return winner(c, all, circumstances, how);
  if (unread !== null)
    return {decision: "extend", reasons: [unread, "The test is not over yet.", ...more(c, circumstances)]};
  const noise = "The difference is within what chance explains.";
  return ended
    ? {decision: "keep", reasons: [noise, "The planned end is past."]}
    : {decision: "extend", reasons: [noise, "The test is not over yet.", ...more(c, circumstances)]};
}

interface Evidence {
  told: boolean;
  /** By which rule, where it is not the plain one. */
  how: string;
  /** The one that was told from chance: that of the look that crossed. */
  difference: number;
  /** Why nothing may be said yet. */
  unread: string | null;
}

/** Whether the difference is told from chance. Before the end a plain p is never asked: it is made for one look. */
function evidence(c: Comparison, {alpha, ended, looks = null}: Circumstances): Evidence {
  const plain = {how: "", difference: c.difference!, unread: null};
  if (c.sequential) {
    const {crossed, look, lower, upper} = c.sequential;
    const how = ` at look ${look} of ${Math.max(look, c.sequential.looks)}`;
    return {...plain, told: crossed, how, difference: crossed ? lower + upper : c.difference!};
  }
  if (ended) return {...plain, told: c.pAdjusted! < alpha};
  if (c.anytime && looks === null) {
    const {crossed, lower, upper} = c.anytime;
    return {
      ...plain,
      told: crossed,
      how: " at any time one looks",
      difference: crossed ? lower + upper : c.difference!
    };
  }
  const unread = c.anytime
    ? "No planned look has been reached."
    : "This metric has no reading that may be taken before the end.";
  return {...plain, told: false, unread};
}

function winner(c: Comparison, all: readonly Comparison[], {alpha, ended}: Circumstances, how: string): Verdict {
  const won = `It does better than the control, by more than chance explains${how}.`;
  const guards = all
    .filter((g) => g.role === "guardrail" && g.variant === c.variant)
    .map((g) => ({name: g.metricName, ...guard(g, alpha)}));
  const failed = guards.filter((g) => g.decision !== "ship");
  if (failed.length === 0)
    return {decision: "ship", reasons: [won, ...(guards.length > 0 ? ["Every guardrail is within its margin."] : [])]};
  const harmed = failed.some((g) => g.decision === "stop");
  const why = failed.map((g) => `${g.name}: ${g.reasons[0]}`);
  return {decision: harmed ? "stop" : ended ? "keep" : "extend", reasons: [won, ...why]};
}

/** How many more units would see the smallest difference that matters four times in five. */
function more(c: Comparison, {mde, alpha, unit = "unit"}: Circumstances): string[] {
  if (!mde || !c.se) return [];
  const n = c.nControl + c.nVariant;
  const needed = n * ((c.se * (normalUpperQuantile(alpha / 2) + normalUpperQuantile(1 - power))) / mde) ** 2;
  const missing = Math.ceil(needed - n);
  return missing > 0
    ? [
        `About ${missing.toLocaleString("en-US")} more ${unit}s in these two arms would show the planned difference four times in five.`
      ]
    : ["Enough units are in to show the planned difference four times in five."];
}

/** A guardrail holds where harm beyond the margin is ruled out one-sided; without a margin, where no harm is told from chance. */
function guard(c: Comparison, alpha: number): Verdict {
  if (c.lower === null || c.upper === null || c.p === null)
    return {decision: "extend", reasons: [sentence(c.reason ?? "there is nothing to compare yet")]};
  const worst = c.better === "higher" ? -c.lower : c.upper;
  const harmful = c.difference! > 0 !== (c.better === "higher") && c.difference !== 0 && c.p < alpha;
  const ruledOut = c.pMargin === null ? c.margin !== null && worst <= c.margin : c.pMargin < alpha / 2;
  if (ruledOut) return {decision: "ship", reasons: ["Harm beyond the margin is ruled out."]};
  if (harmful) return {decision: "stop", reasons: ["It does harm, by more than chance explains."]};
  if (c.margin === null) return {decision: "ship", reasons: ["No harm is told from chance."]};
  return {decision: "extend", reasons: ["Harm beyond the margin is not ruled out yet."]};
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
