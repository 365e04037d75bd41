/** One metric of one variant beside the control. Rates are 0–1, means in the metric's own unit, lifts fractions of the control. */
export interface Comparison {
  metric: string;
  metricName: string;
  kind: "conversion" | "mean";
  role: "primary" | "guardrail";
  better: "higher" | "lower";
  margin: number | null;
  windowHours: number | null;
  control: string;
  variant: string;
  nControl: number;
  nVariant: number;
  valueControl: number | null;
  valueVariant: number | null;
  sdControl: number | null;
  sdVariant: number | null;
  eventsControl: number;
  eventsVariant: number;
  difference: number | null;
  lower: number | null;
  upper: number | null;
  p: number | null;
  /** Holm over primary metrics × variants; null for guardrails. */
  pAdjusted: number | null;
  lift: number | null;
  liftLower: number | null;
  liftUpper: number | null;
  liftReason: string | null;
  reason: string | null;
  method: string;
  decision: Decision;
  reasons: string[];
}

export type Decision = "ship" | "keep" | "extend" | "stop" | "invalid";

interface Circumstances {
  alpha: number;
  /** True once the planned end is past. */
  ended: boolean;
  /** True if the units did not split as planned. */
  broken: boolean;
  srmP: number | null;
}

/**
 * What to do with a variant, and why, from a stated rule. A split that is not as planned makes it invalid. A harm that is told
 * from chance stops it. It ships where a primary metric is better by its adjusted p and every guardrail of the variant is within
 * its margin. Otherwise the control is kept if the test has ended, and the test goes on if it has not.
 *
 * decide({...c, role: "primary", difference: 0.02, pAdjusted: 0.01}, [c], {alpha: 0.05, ended: true, broken: false, srmP: 0.4}).decision
 * // "ship"
 */
export function decide(
  c: Comparison,
  all: readonly Comparison[],
  {alpha, ended, broken, srmP}: Circumstances
): {decision: Decision; reasons: string[]} {
  if (broken) {
    const p = srmP === null || srmP >= 1e-4 ? "" : " (p < .0001)";
    return {decision: "invalid", reasons: [`Units did not split as planned${p}, so the arms cannot be compared.`]};
  }
  if (c.role === "guardrail") return guard(c, alpha);
  const p = c.pAdjusted;
  if (p === null || c.difference === null)
    return {decision: "extend", reasons: [sentence(c.reason ?? "there is nothing to compare yet")]};
  const better = c.difference > 0 === (c.better === "higher");
  if (p < alpha && !better)
    return {decision: "stop", reasons: ["It does worse than the control, by more than chance explains."]};
  const guards = all
    .filter((g) => g.role === "guardrail" && g.variant === c.variant)
    .map((g) => ({name: g.metricName, ...guard(g, alpha)}));
  const failed = guards.filter((g) => g.decision !== "ship");
  if (p < alpha) {
    const won = "It does better than the control, by more than chance explains.";
    if (failed.length === 0)
      return {
        decision: "ship",
        reasons: [won, ...(guards.length > 0 ? ["Every guardrail is within its margin."] : [])]
      };
    const harmed = failed.some((g) => g.decision === "stop");
    const why = failed.map((g) => `${g.name}: ${g.reasons[0]}`);
    return {decision: harmed ? "stop" : ended ? "keep" : "extend", reasons: [won, ...why]};
  }
  const noise = "The difference is within what chance explains.";
  return ended
    ? {decision: "keep", reasons: [noise, "The planned end is past."]}
    : {decision: "extend", reasons: [noise, "The test is not over yet."]};
}

/** A guardrail holds where harm beyond the margin is ruled out by the interval; without a margin, where no harm is told from chance. */
function guard(c: Comparison, alpha: number): {decision: Decision; reasons: string[]} {
  if (c.lower === null || c.upper === null || c.p === null)
    return {decision: "extend", reasons: [sentence(c.reason ?? "there is nothing to compare yet")]};
  const worst = c.better === "higher" ? -c.lower : c.upper;
  const harmful = c.difference! > 0 !== (c.better === "higher") && c.difference !== 0 && c.p < alpha;
  if (c.margin !== null && worst <= c.margin)
    return {decision: "ship", reasons: ["Harm beyond the margin is ruled out."]};
  if (harmful) return {decision: "stop", reasons: ["It does harm, by more than chance explains."]};
  if (c.margin === null) return {decision: "ship", reasons: ["No harm is told from chance."]};
  return {decision: "extend", reasons: ["Harm beyond the margin is not ruled out yet."]};
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
