import {InputError} from "../inputError.js";
import {type Run, readResult} from "../pipeline.js";
import type {computeExperiments} from "../results/experiments.js";
import {ruleOf} from "../../src/verdict/ruleOf.js";
import {printTable} from "./table.js";

type Experiments = Awaited<ReturnType<typeof computeExperiments>>;
type Experiment = Experiments["experiments"][number];

/** Prints experiment results as a table, or as the one JSON document other tools read. */
export function printExperiments(run: Run, options: {json: boolean; id?: string}): number {
  const all = readResult<Experiments>(run, "experiments").experiments;
  const {asOf} = readResult<{asOf: string}>(run, "site");
  const chosen = options.id === undefined ? all : all.filter((e) => e.id === options.id);
  if (options.id !== undefined && chosen.length === 0) {
    throw new InputError(
      `unknown experiment: ${options.id}`,
      {file: "--id"},
      all.length > 0 ? `known are ${all.map((e) => e.id).join(", ")}` : "no exposures are read"
    );
  }
  if (options.json) {
    process.stdout.write(`${JSON.stringify({as_of: asOf, experiments: chosen.map(toDocument)}, null, 2)}\n`);
    return 0;
  }
  process.stdout.write(`Data to ${asOf}.\n`);
  for (const e of chosen) {
    const split =
      e.srm.p === null ? "split not tested" : `split p ${e.srm.p.toPrecision(3)}${e.srm.flag ? ", BROKEN" : ""}`;
    process.stdout.write(
      `\n${e.name} (${e.id}): ${e.status}, ${e.arms.map((a) => `${a.id} ${a.units}`).join(", ")}; ${split}\n`
    );
    printTable(
      ["metric", "role", "variant", "control", "value", "difference", "95% interval", "p", "decision"],
      e.comparisons.map((c) => [
        c.metric,
        c.role,
        c.variant,
        text(c.valueControl),
        text(c.valueVariant),
        text(c.difference),
        c.lower === null ? "" : `${text(c.lower)} to ${text(c.upper)}`,
        text(c.p),
        c.role === "exploratory" ? "no verdict" : c.decision
      ])
    );
  }
  return 0;
}

function text(value: number | null): string {
  return value === null ? "n/a" : value.toPrecision(4);
}

function toDocument(e: Experiment) {
  return {
    id: e.id,
    status: e.status,
    unit: e.unit,
    srm: {p: e.srm.p, e_value: e.srm.eValue, flag: e.srm.flag},
    findings: e.findings,
    funnel: e.funnel,
    comparisons: e.comparisons.map((c) => ({
      metric: c.metric,
      role: c.role,
      control: c.control,
      variant: c.variant,
      n_control: c.nControl,
      n_variant: c.nVariant,
      value_control: c.valueControl,
      value_variant: c.valueVariant,
      difference: c.difference,
      lower: c.lower,
      upper: c.upper,
      p: c.p,
      p_adjusted: c.pAdjusted,
      method: c.method,
      reason: c.reason,
      lift: c.lift,
      lift_lower: c.liftLower,
      lift_upper: c.liftUpper,
      p_margin: c.pMargin,
      p_permuted: c.pPermuted,
      sequential: readingOf(e, c),
      shrunken: c.shrunken,
      alternatives: c.alternatives,
      bayes: {chance: c.bayes?.chance ?? null, expected_loss: c.bayes?.loss ?? null},
      warnings: c.warnings,
      decision: c.decision,
      reasons: c.reasons
    }))
  };
}

/** The reading the verdict rests on, by its rule: a test with an end and no looks is read once, at its end. */
function readingOf(e: Experiment, c: Experiment["comparisons"][number]) {
  const rule = ruleOf(e, c);
  if (c.sequential) {
    const {look, looks, lower, upper, p, crossed, adjusted} = c.sequential;
    return {rule, look, looks, lower, upper, p, crossed, adjusted};
  }
  if (rule === "fixed horizon" && e.status === "finished") {
    const crossed = c.pAdjusted === null ? null : c.pAdjusted < e.alpha;
    return {rule, lower: c.lower, upper: c.upper, p: c.pAdjusted, crossed, adjusted: null};
  }
  const {lower = null, upper = null, p = null, crossed = null} = c.anytime ?? {};
  return {rule, lower, upper, p, crossed, adjusted: null};
}
