import type {Experiment} from "../results/experiment.js";
import type {Comparison} from "./comparison.js";

/** By what a primary comparison is told from chance: where the test stands, and what it planned. */
export type Rule = "group-sequential" | "fixed horizon" | "confidence sequence";

/**
 * The rule the verdict follows: the boundary of a planned look; the one reading at the end of a test without looks; a confidence
 * sequence where there is no end. Null for what is no primary metric, and where nothing may be read yet.
 *
 * ruleOf({status: "finished", looks: null, ends: null, plannedUnits: 800}, {role: "primary", sequential: null, anytime: null})
 * // "fixed horizon"
 */
export function ruleOf(
  experiment: Pick<Experiment, "status" | "looks" | "ends" | "plannedUnits">,
  {role, sequential, anytime}: Pick<Comparison, "role" | "sequential" | "anytime">
): Rule | null {
  if (role !== "primary") return null;
  if (sequential) return "group-sequential";
  if (experiment.status === "finished") return "fixed horizon";
  if (experiment.looks !== null) return null;
  if (!isEndless(experiment)) return "fixed horizon";
  return anytime && "confidence sequence";
}

/** Whether a test has neither an end nor a size, so that it is never over. */
export function isEndless({ends, plannedUnits}: Pick<Experiment, "ends" | "plannedUnits">): boolean {
  return ends === null && plannedUnits === null;
}
