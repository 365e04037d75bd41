import type {Arm, Experiment, Finding, Split} from "../../src/results/experiment.js";
import {scanSegments} from "../../src/verdict/segments.js";
import type {PlacedPlan} from "../experimentPlan.js";

const count = (n: number) => n.toLocaleString("en-US");

/** Where more than this share of units saw several arms, nobody was kept from what the other arm got. */
const most = 0.5;

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
  const base = arms.find(({id}) => id === control);
  const isShown = base !== undefined && base.units > 0;
  if (!isShown) {
    const name = base && base.name !== control ? `${base.name} (${control})` : control;
    add("arms", "bad", `Nobody saw the control, ${name}, so no arm can be compared with it.`);
  }
  const empty = arms.filter(({id, units}) => units === 0 && id !== control).map(({name}) => name);
  if (empty.length > 0) add("arms", "bad", `Nobody was exposed to ${empty.join(", ")}.`);
  const unplanned = plan?.split ? arms.filter(({planned, units}) => !planned && units > 0) : [];
  for (const arm of unplanned)
    add(
      "arms",
      "bad",
      `${count(arm.units)} ${unit}s saw ${arm.id}, ${arm.planned === null ? "an arm the plan does not name" : "to which the plan deals nobody"}. Add it to the split, or find out who sent it.`
    );
  if (isShown && arms.filter(({units}) => units > 0).length < 2)
    add("arms", "bad", `Only one arm was shown, so there is nothing to compare ${control} with.`);
  if (seen > 0 && mixed === seen)
    add("exposure", "bad", `Every ${unit} saw more than one arm, so no arm was kept apart.`);
  else if (mixed / Math.max(1, seen) > most)
    add(
      "exposure",
      "bad",
      `${count(mixed)} of ${count(seen)} ${unit}s saw more than one arm, so the arms were not kept apart.`
    );
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
  const among = splits.length > 1 ? `, even once among the ${splits.length} groups looked at` : "";
  for (const split of splits.filter(({flag}) => flag))
    add(
      "split",
      "bad",
      `Among ${split.at} the arms are not as large as planned: chance hardly ever gives ${split.counts.join(" and ")}${among}.`
    );
  return findings;
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
    plan.ends === undefined && plan.units === undefined && "an end",
    !plan.metrics.some(({role}) => role === "primary") && "a primary metric"
  ].filter((text): text is string => text !== false);
}

/**
 * Segments in which a primary metric's difference is unlike that of the others, where the message may not have been shown: by Holm over
 * all segments and variants, at the share of alpha that one primary metric has.
 */
export function segmentFindings(experiment: Experiment): Finding[] {
  const primary = experiment.metrics.filter(({role}) => role === "primary");
  return primary.flatMap(({id, name}) =>
    scanSegments(experiment, id, experiment.alpha / primary.length).flatMap(({variant, segments}) =>
      segments
        .filter(({broken}) => broken === "effect")
        .map(({segment, pApart}): Finding => {
          const text = `${name}, ${variant}: among ${segment} the difference is unlike that of the others (p ${pApart!.toPrecision(2)} for all segments at once). Was the message shown there?`;
          return {check: "segment", state: "warn", text};
        })
    )
  );
}
