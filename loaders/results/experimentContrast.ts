import type {Versus} from "../../src/results/experiment.js";
import {
  type Cluster,
  type Moments,
  compareClusters,
  compareStraddling,
  contrastOf,
  cuped,
  linearise,
  sampleOf
} from "../../src/stats/index.js";
import type {MetricPlan} from "../experimentPlan.js";
import type {Design} from "./experimentDesign.js";
import {isCount} from "./experimentOutcomes.js";

const letters = ["y", "d", "x", "m"];

/** The pairs of variables of metric_units a comparison needs: outcome, what it is divided by, past, and whether there is no past. */
export const pairs = letters.flatMap((a, i) => letters.slice(i).map((b) => a + b));

/** SQL for the moments of metric_units over whatever it is grouped by. */
export const momentsSql = [
  "count(*) as n",
  ...letters.map((x) => `avg(${x}) as mean_${x}`),
  ...pairs.map((p) => `coalesce(covar_samp(${p[0]}, ${p[1]}) * (count(*) - 1), 0) as ${p}`)
].join(", ");

/** Users of one account in one arm. */
export type ArmCluster = Cluster & {variant: string; cluster: string};

/** What two arms are compared by: moments by arm where units are independent, sums by account and arm where they are not. */
export interface Compared {
  groups: readonly {variant: string; moments: Moments}[];
  clusters: readonly ArmCluster[];
  metric: Pick<MetricPlan, "kind" | "before">;
  design: Design;
}

type Answer = Pick<Versus, "contrast"> & Partial<Pick<Versus, "reason" | "method" | "warnings">>;

/** The contrast of an arm and the control by the design of the test: the same for all units, a segment, and a look. No quantiles. */
export function compareArms({groups, clusters, metric, design}: Compared, control: string, variant: string): Answer {
  if (design === "independent") {
    const [a, b] = [control, variant].map((name) => groups.find((group) => group.variant === name)?.moments);
    if (!a || !b) return {contrast: null, reason: `no units in the ${a ? "variant" : "control"} arm`};
    return independent(a, b, {groups, metric});
  }
  const unadjusted = metric.before
    ? ["not adjusted: the past is left in where users of an account count together"]
    : [];
  if (design === "straddling") {
    const {contrast, reason, straddling} = compareStraddling(straddlers(clusters, control, variant));
    const share = `${Math.round(100 * straddling)}% of accounts have users in both arms: what one sees, colleagues may hear of`;
    const method = "accounts left out in turn, both arms at once (jackknife), t over accounts; Fieller interval";
    return {contrast, reason, method, warnings: [...(straddling > 0 ? [share] : []), ...unadjusted]};
  }
  const {contrast, reason, warnings} = compareClusters(of(clusters, control), of(clusters, variant));
  const method = "accounts left out in turn (jackknife), Welch t over accounts; Fieller interval";
  return {contrast, reason, method, warnings: [...warnings, ...unadjusted]};
}

/** The accounts of one arm. */
export function of(clusters: readonly ArmCluster[], arm: string): ArmCluster[] {
  return clusters.filter(({variant}) => variant === arm);
}

function independent(a: Moments, b: Moments, {groups, metric}: Pick<Compared, "groups" | "metric">): Answer {
  if (a.n < 2 || b.n < 2)
    return {contrast: null, reason: `fewer than two units in the ${a.n < 2 ? "control" : "variant"} arm`};
  if (metric.kind === "ratio") {
    const [one, other] = [linearise(a, {y: "yd"}), linearise(b, {y: "yd"})];
    if (!one || !other) return {contrast: null, reason: "nothing to divide by in an arm"};
    const method = "ratio of sums, linearised, Welch t; Fieller interval";
    return {contrast: contrastOf(sampleOf(one), sampleOf(other)), method};
  }
  const plain = contrastOf(sampleOf(a), sampleOf(b));
  const method = "Welch t; Fieller interval";
  if (!metric.before) return isCount(metric) ? {contrast: plain} : {contrast: plain, method};
  const others = groups.map(({moments}) => moments).filter((moments) => moments !== a && moments !== b);
  const found = cuped(a, b, {others});
  if (!found?.used)
    return {contrast: plain, method, warnings: [found?.reason ?? "not adjusted: the past does not vary"]};
  const kept = `${Math.round(100 * found.gain)}% of the spread was there before`;
  return {contrast: found.contrast, method: `Welch t on what the past leaves (CUPED: ${kept}); Fieller interval`};
}

/** Both sides of each account, from the sums of its users by arm. */
function straddlers(rows: readonly ArmCluster[], control: string, variant: string) {
  const empty = () => ({control: {n: 0, sum: 0}, variant: {n: 0, sum: 0}});
  const byAccount = new Map<string, ReturnType<typeof empty>>();
  for (const row of rows) {
    if (row.variant !== control && row.variant !== variant) continue;
    const both = byAccount.get(row.cluster) ?? empty();
    both[row.variant === control ? "control" : "variant"] = {n: row.n, sum: row.sum};
    byAccount.set(row.cluster, both);
  }
  return [...byAccount.values()];
}
