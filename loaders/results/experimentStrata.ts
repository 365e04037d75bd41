import type {Versus} from "../../src/results/experiment.js";
import {postStratify, sampleOf} from "../../src/stats/index.js";
import type {MetricPlan} from "../experimentPlan.js";
import type {Warehouse} from "../warehouse.js";
import {type Design, groupsOf} from "./experimentViews.js";

/**
 * Every variant's contrast in metric_units, weighted by the segments of one dimension: chance differences in who is in an arm drop out.
 * None for quantiles and ratios, and none where units are not independent.
 */
export async function strataOf(
  w: Warehouse,
  metric: MetricPlan,
  design: Design,
  {control, names, by, dimension}: {control: string; names: readonly string[]; by: string; dimension: string}
): Promise<Map<string, NonNullable<Versus["strata"]>[number]>> {
  const found = new Map<string, NonNullable<Versus["strata"]>[number]>();
  if (design !== "independent" || metric.kind === "quantile" || metric.kind === "ratio") return found;
  const groups = await groupsOf(w, {by});
  const empty = {n: 0, mean: 0, variance: null};
  const sample = (variant: string, value: string | null) => {
    const own = groups.find((group) => group.variant === variant && group.value === value);
    return own ? sampleOf(own.moments) : empty;
  };
  const values = [...new Set(groups.map(({value}) => value))];
  for (const variant of names.filter((name) => name !== control)) {
    const strata = values.map((value) => ({control: sample(control, value), variant: sample(variant, value)}));
    const result = postStratify(strata);
    if (result && result.contrast.squared > 0) found.set(variant, {dimension, contrast: result.contrast});
  }
  return found;
}
