import type {Versus} from "../../src/results/experiment.js";
import {postStratify, sampleOf} from "../../src/stats/index.js";
import type {MetricPlan} from "../experimentPlan.js";
import type {Warehouse} from "../warehouse.js";
import type {Design} from "./experimentDesign.js";
import {groupsOf} from "./experimentViews.js";

/**
 * Adds to every variant its contrast in metric_units weighted by the segments of one dimension, so that chance differences in who is in
 * an arm drop out. Nothing is added for quantiles and ratios, nor where units are not independent.
 */
export async function addStrata(
  w: Warehouse,
  all: readonly Versus[],
  metric: MetricPlan,
  design: Design,
  {control, by, dimension}: {control: string; by: string; dimension: string}
): Promise<void> {
  if (design !== "independent" || metric.kind === "quantile" || metric.kind === "ratio") return;
  const groups = await groupsOf(w, {by});
  const values = [...new Set(groups.map(({value}) => value))];
  const sample = (arm: string, value: string | null) => {
    const own = groups.find((group) => group.variant === arm && group.value === value);
    return own ? sampleOf(own.moments) : {n: 0, mean: 0, variance: null};
  };
  for (const versus of all) {
    const strata = values.map((value) => ({control: sample(control, value), variant: sample(versus.variant, value)}));
    const contrast = postStratify(strata)?.contrast;
    if (contrast && contrast.squared > 0) versus.strata = [...(versus.strata ?? []), {dimension, contrast}];
  }
}
