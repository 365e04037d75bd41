import type {ExperimentRead} from "./analyse.js";
import type {Comparison, Decision} from "./comparison.js";

const order: Decision[] = ["ship", "stop", "invalid", "extend", "keep"];

/**
 * The primary comparison that matters most: decided ones first, then the metric planned first, then what lies furthest from none in
 * standard errors. Undefined without a primary metric.
 */
export function leading({comparisons}: Pick<ExperimentRead, "comparisons">): Comparison | undefined {
  const primary = comparisons.filter(({role}) => role === "primary");
  const metrics = primary.map(({metric}) => metric);
  const rank = ({decision, metric}: Comparison) => 1e6 * order.indexOf(decision) + metrics.indexOf(metric);
  const distance = ({difference, se}: Comparison) => (difference === null || !se ? 0 : Math.abs(difference) / se);
  return primary.sort((a, b) => rank(a) - rank(b) || distance(b) - distance(a))[0];
}

/** What lies behind an invalid test, or behind a stop of a variant whose primary metric did not do the harm itself. */
export type Cause = "split" | "exposure" | "guardrail";

export function causeOf({srm, comparisons}: Pick<ExperimentRead, "srm" | "comparisons">, c?: Comparison): Cause | null {
  if (srm.flag) return "split";
  if (c?.decision === "invalid") return "exposure";
  return c && failedGuardrails(c, comparisons).length > 0 ? "guardrail" : null;
}

/** The guardrails that stop a variant whose primary metric is better; none where the primary metric does the harm. */
export function failedGuardrails(c: Comparison, all: readonly Comparison[]): Comparison[] {
  const {sequential, better, variant, decision} = c;
  const seen = sequential?.crossed ? sequential.lower + sequential.upper : (c.difference ?? 0);
  if (decision !== "stop" || c.role !== "primary" || seen > 0 !== (better === "higher")) return [];
  return all.filter((one) => one.role === "guardrail" && one.variant === variant && one.decision === "stop");
}

/** Whether a planned look before the last one ended the test, so that the plain estimate is too large on average. */
export function stoppedEarly({sequential}: Comparison): boolean {
  return (
    sequential !== null && sequential.crossed && sequential.adjusted !== null && sequential.look < sequential.looks
  );
}
