import type {Experiment} from "../results/experiment.js";
import type {Comparison} from "./comparison.js";

/** By what a primary comparison is told from chance: where the test stands, and what it planned. */
export type Rule = "group-sequential" | "fixed horizon" | "confidence sequence";

/**
 * The rule the verdict follows: the boundary of a planned look; after the end of a test without looks the one reading there; before it a
 * confidence sequence. Null for what is no primary metric, and where nothing may be read yet.
 *
 * ruleOf({status: "finished", looks: null}, {role: "primary", sequential: null, anytime: null}) // "fixed horizon"
 */
export function ruleOf(
  {status, looks}: Pick<Experiment, "status" | "looks">,
  {role, sequential, anytime}: Pick<Comparison, "role" | "sequential" | "anytime">
): Rule | null {
  if (role !== "primary") return null;
  if (sequential) return "group-sequential";
  if (status === "finished") return "fixed horizon";
  return anytime && looks === null ? "confidence sequence" : null;
}
