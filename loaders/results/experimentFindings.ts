import type {Arm, Finding, Split} from "../../src/results/experiment.js";
import {compareContrast, contrastOf, sampleOf} from "../../src/stats/index.js";
import {literal} from "../engines/duckdb.js";
import type {PlacedPlan} from "../experimentPlan.js";
import type {Warehouse} from "../warehouse.js";
import {momentsByArm} from "./experimentViews.js";

const count = (n: number) => n.toLocaleString("en-US");

const suspicious = 0.001;
/** A difference between halves of the test as rare as once in a hundred. */
const novel = 2.576;

/** What a reader must know before the numbers: the plan, the split, units that saw several arms, and arms that are not planned. */
export function planFindings(
  plan: PlacedPlan | null,
  arms: readonly Arm[],
  splits: readonly Split[],
  {unit, exposed, seen, control}: {unit: string; exposed: string | null; seen: number; control: string}
): Finding[] {
  const findings: Finding[] = [];
  const add = (check: string, state: Finding["state"], text: string) => findings.push({check, state, text});
  if (!plan)
    add(
      "plan",
      "warn",
      "No plan was written before the data were seen, so this test is exploratory: it has no verdict."
    );
  else {
    const absent = missing(plan);
    if (absent.length === 0)
      add("plan", "good", "The plan names hypothesis, owner, copy, sample, smallest difference and end.");
    else add("plan", "warn", `The plan does not name ${absent.join(", ")}.`);
  }
  if (exposed !== null && exposed !== unit)
    add("unit", "bad", `The plan counts ${unit}s, but the exposures name ${exposed}s, so what they did is not found.`);
  const mixed = arms.reduce((sum, arm) => sum + arm.mixed, 0);
  const empty = arms.filter(({units}) => units === 0).map(({name}) => name);
  if (empty.length > 0) add("arms", "bad", `Nobody was exposed to ${empty.join(", ")}.`);
  const unplanned = plan?.split ? arms.filter(({planned, units}) => !planned && units > 0) : [];
  for (const arm of unplanned)
    add(
      "arms",
      "bad",
      `${count(arm.units)} ${unit}s saw ${arm.id}, ${arm.planned === null ? "an arm the plan does not name" : "to which the plan deals nobody"}. Add it to the split, or find out who sent it.`
    );
  if (arms.filter(({units}) => units > 0).length < 2)
    add("arms", "bad", `Only one arm was shown, so there is nothing to compare ${control} with.`);
  if (seen > 0 && mixed === seen)
    add("exposure", "bad", `Every ${unit} saw more than one arm, so no arm was kept apart.`);
  else if (mixed / Math.max(1, seen) >= 0.01 && mixed >= 10)
    add(
      "exposure",
      "warn",
      `${count(mixed)} ${unit}s saw more than one arm. The first counts; the view without them stands beside it.`
    );
  else
    add(
      "exposure",
      "good",
      `${mixed === 0 ? `No ${unit}` : `${count(mixed)} of ${count(seen)} ${unit}s`} saw more than one arm; the first counts.`
    );
  for (const split of splits.filter(({flag}) => flag))
    add(
      "split",
      "bad",
      `Among ${split.at} the arms are not as large as planned: chance hardly ever gives ${split.counts.join(" and ")}.`
    );
  return findings;
}

/** Units that were first exposed after the planned end, whose outcomes are not counted: else a test that is over would go on. */
export async function lateFinding(w: Warehouse, id: string, plan: PlacedPlan): Promise<Finding[]> {
  if (plan.ends === undefined) return [];
  const [row] = await w.engine.rows<{late: number}>(
    `select count(*) as late from assignments
    where experiment_id = ${literal(id)} and cast(exposed_at as date) > date ${literal(plan.ends)}`
  );
  const late = row!.late;
  if (late === 0) return [];
  return [
    {
      check: "end",
      state: "warn",
      text: `${count(late)} ${plan.unit}${late === 1 ? " was" : "s were"} first exposed after the planned end and ${late === 1 ? "is" : "are"} not counted. Stop sending, or plan a new test.`
    }
  ];
}

function missing(plan: PlacedPlan): string[] {
  const arms = Object.keys(plan.split ?? {});
  return [
    plan.hypothesis === undefined && "a hypothesis",
    plan.owner === undefined && "an owner",
    plan.split === undefined && "a split",
    arms.some((id) => plan.arms[id]?.copy === undefined) && "the copy of every arm",
    plan.units === undefined && "a sample size",
    plan.mde === undefined && "the smallest difference that matters",
    plan.ends === undefined && "an end",
    !plan.metrics.some(({role}) => role === "primary") && "a primary metric"
  ].filter((text): text is string => text !== false);
}

/**
 * What the units of metric_units tell besides the result: whether the arms differed before they were exposed (an A/A test on the past),
 * and whether what is counted often came before the exposure.
 */
export async function unitFindings(w: Warehouse, name: string, control: string): Promise<Finding[]> {
  const arms = await momentsByArm(w);
  const base = arms.find(({variant}) => variant === control);
  const findings: Finding[] = [];
  for (const arm of arms) {
    if (!base || arm === base) continue;
    const contrast = contrastOf(sampleOf(base.moments, "x"), sampleOf(arm.moments, "x"));
    const p = contrast && compareContrast(contrast).p;
    if (p !== null && p < suspicious)
      findings.push({
        check: "before",
        state: "bad",
        text: `${name}: ${arm.variant} differed from ${control} before anybody was exposed (p ${p.toPrecision(2)}). Chance hardly ever gives this.`
      });
  }
  const seen = arms.reduce((sum, {moments}) => sum + moments.n, 0);
  const earlier = arms.reduce((sum, {withPast}) => sum + withPast, 0);
  const since = arms.reduce((sum, {withOutcome}) => sum + withOutcome, 0);
  if (seen > 0 && since === 0 && earlier > 0)
    findings.push({
      check: "order",
      state: "bad",
      text: `${name}: all it counts came before the first exposure, none after it. Are the times of exposure right?`
    });
  return findings;
}

/** What is not known of a metric of users whose accounts were dealt as a whole. */
export function clusterFinding(name: string): Finding {
  return {
    check: "before",
    state: "warn",
    text: `${name}: not checked whether arms differed before anybody was exposed, nor whether the difference wears off, since accounts were dealt and users are counted.`
  };
}

/** Whether the difference wears off: units exposed in the first half beside those of the second, each with its full window. */
export async function noveltyFinding(
  w: Warehouse,
  name: string,
  control: string,
  variant: string
): Promise<Finding | null> {
  const [days] = await w.engine.rows<{first: string | null; last: string | null}>(
    "select cast(min(day) as varchar) as first, cast(max(day) as varchar) as last from metric_units"
  );
  if (!days?.first || !days.last || days.first === days.last) return null;
  const middle = new Date((Date.parse(days.first) + Date.parse(days.last)) / 2).toISOString().slice(0, 10);
  const halves = [
    await momentsByArm(w, `day <= date '${middle}'`),
    await momentsByArm(w, `day > date '${middle}'`)
  ].map((arms) => {
    const of = (id: string) => arms.find((arm) => arm.variant === id)?.moments;
    const [a, b] = [of(control), of(variant)];
    return a && b ? contrastOf(sampleOf(a), sampleOf(b)) : null;
  });
  const [first, second] = halves;
  if (!first || !second || first.squared + second.squared === 0) return null;
  const z = (second.difference - first.difference) / Math.sqrt(first.squared + second.squared);
  if (Math.abs(z) < novel) return null;
  const fades = Math.abs(second.difference) < Math.abs(first.difference);
  return {
    check: "novelty",
    state: "warn",
    text: `${name}, ${variant}: those exposed later differ ${fades ? "less" : "more"} than those exposed first, by more than chance explains. The whole may not last.`
  };
}
