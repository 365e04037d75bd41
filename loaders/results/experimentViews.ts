import {
  type Cluster,
  type Moments,
  compareClusters,
  compareStraddling,
  contrastOf,
  cuped,
  linearise,
  momentsOfRow,
  permuteClusters,
  quantileDifference,
  quantileOf,
  sampleOf
} from "../../src/stats/index.js";
import type {ArmCell, Versus, View} from "../../src/results/experiment.js";
import type {MetricPlan} from "../experimentPlan.js";
import type {Warehouse} from "../warehouse.js";
import {isCount} from "./experimentOutcomes.js";

/**
 * How the units of a test hang together: each for itself; accounts dealt to the arms whose users are counted; or users dealt to the
 * arms some of whom share an account.
 */
export type Design = "independent" | "clusters" | "straddling";

/** Units of one arm, and of one value of a dimension where there is one. */
interface Group {
  variant: string;
  value: string | null;
  n: number;
  converted: number;
  moments: Moments;
}

/** What units did, where a quantile is asked for. */
interface Values {
  variant: string;
  value: string | null;
  y: number;
}

/** Everything one view is made of. */
interface Material {
  groups: Group[];
  clusters: ClusterRow[];
  /** By variant. */
  values: Map<string, number[]>;
  metric: MetricPlan;
  design: Design;
}

interface ClusterRow {
  variant: string;
  value: string | null;
  cluster: string;
  units: number;
  n: number;
  sum: number;
}

const letters = ["y", "d", "x", "m"];
const pairs = letters.flatMap((a, i) => letters.slice(i).map((b) => a + b));
/** From this many accounts an arm on, the t distribution needs no help. */
const fewAccounts = 15;
const draws = 9999;

/** The condition and the grouping of a view over metric_units. */
export interface Choice {
  /** SQL for the value units are grouped by. */
  by?: string;
  where?: string;
}

/** The views of the metric that metric_units holds: one for every value of `by`, or one in all. Small segments are left out. */
export async function viewsOf(
  w: Warehouse,
  metric: MetricPlan,
  design: Design,
  arms: {control: string; names: string[]},
  choice: Choice & {dimension?: string; excluded?: boolean}
): Promise<View[]> {
  const groups = await groupsOf(w, choice);
  const rows = design === "independent" ? [] : await clustersOf(w, metric, choice);
  const singles = metric.kind === "quantile" ? await valuesOf(w, choice) : [];
  const segments = choice.by ? [...new Set(groups.map(({value}) => value))] : [null];
  return segments.flatMap((segment): View[] => {
    const values = new Map<string, number[]>();
    for (const {variant, value, y} of singles)
      if (value === segment) values.set(variant, [...(values.get(variant) ?? []), y]);
    const material: Material = {
      ...{metric, design, values},
      groups: groups.filter(({value}) => value === segment),
      clusters: rows.filter(({value}) => value === segment)
    };
    const cells = arms.names.map((name) => cellOf(name, material));
    if (choice.by && cells.some(({n}) => n > 0 && n < w.config.privacy.min_cell)) return [];
    const others = arms.names.filter((name) => name !== arms.control);
    return [
      {
        segment: choice.by ? {dimension: choice.dimension!, value: segment ?? "unknown"} : null,
        excluded: choice.excluded ?? false,
        arms: cells,
        versus: others.map((name) => versus(name, arms.control, material))
      }
    ];
  });
}

async function valuesOf(w: Warehouse, {by, where = "true"}: Choice): Promise<Values[]> {
  return await w.engine.rows<Values & Record<string, string | number | null>>(
    `select variant, ${by ?? "null"} as "value", y from metric_units where ${where} order by 1, 2, 3`
  );
}

/** Moments of each arm and segment of metric_units. */
export async function groupsOf(w: Warehouse, {by, where = "true"}: Choice): Promise<Group[]> {
  const moments = pairs.map((p) => `coalesce(covar_samp(${p[0]}, ${p[1]}) * (count(*) - 1), 0) as ${p}`);
  const rows = await w.engine.rows<Record<string, number | string | null>>(`select variant, ${by ?? "null"} as segment,
      count(*) as n, sum(case when y > 0 then 1 else 0 end) as converted, ${letters.map((x) => `avg(${x}) as mean_${x}`).join(", ")},
      ${moments.join(", ")}
    from metric_units where ${where} group by 1, 2 order by 1, 2`);
  return rows.map((row) => ({
    variant: String(row.variant),
    value: row.segment === null ? null : String(row.segment),
    n: Number(row.n),
    converted: Number(row.converted),
    moments: momentsOfRow(row, pairs)
  }));
}

/** Moments of what units did, y, and did before, x, by arm; how many did anything, and had done anything. */
export async function momentsByArm(w: Warehouse, where = "true") {
  const rows = await w.engine.rows<
    Record<string, number | string>
  >(`select variant, count(*) as n, avg(y) as mean_y, avg(x) as mean_x,
      coalesce(var_samp(y) * (count(*) - 1), 0) as yy, coalesce(var_samp(x) * (count(*) - 1), 0) as xx,
      sum(case when y <> 0 then 1 else 0 end) as outcomes, sum(case when x <> 0 then 1 else 0 end) as pasts
    from metric_units where ${where} group by 1 order by 1`);
  return rows.map((row) => ({
    variant: String(row.variant),
    moments: momentsOfRow(row, ["yy", "xx"]),
    withOutcome: Number(row.outcomes),
    withPast: Number(row.pasts)
  }));
}

async function clustersOf(w: Warehouse, metric: MetricPlan, {by, where = "true"}: Choice): Promise<ClusterRow[]> {
  return await w.engine.rows<
    ClusterRow & Record<string, string | number | null>
  >(`select variant, ${by ?? "null"} as "value",
      cluster_id as cluster, count(*) as units, ${metric.kind === "ratio" ? "sum(d)" : "cast(count(*) as double)"} as n, sum(y) as sum
    from metric_units where ${where} group by 1, 2, 3 order by 1, 2, 3`);
}

function cellOf(arm: string, {groups, clusters, values, metric, design}: Material): ArmCell {
  const own = groups.find(({variant}) => variant === arm);
  const n = own?.n ?? 0;
  const {y = 0, d = 1} = own?.moments.mean ?? {};
  const plain = metric.kind === "quantile" ? quantileOf(values.get(arm) ?? [], metric.quantile) : y;
  return {
    arm,
    n,
    value: n === 0 || d === 0 ? null : metric.kind === "ratio" ? y / d : plain,
    converted: isCount(metric) && !metric.before && design === "independent" ? (own?.converted ?? 0) : null,
    accounts: design === "independent" ? null : clusters.filter(({variant}) => variant === arm).length
  };
}

function versus(variant: string, control: string, {groups, clusters, values, metric, design}: Material): Versus {
  const none: Versus = {variant, contrast: null, reason: null, method: null, warnings: [], permutation: null};
  const [a, b] = [control, variant].map((name) => groups.find((g) => g.variant === name));
  if (!a || !b) return {...none, reason: `no units in the ${a ? "variant" : "control"} arm`};
  if (metric.kind === "quantile") {
    const method = "difference of quantiles, each arm's error from its order statistics; Fieller interval";
    return {
      ...none,
      ...quantileDifference(values.get(control) ?? [], values.get(variant) ?? [], metric.quantile),
      method
    };
  }
  if (design === "straddling") {
    const {contrast, reason, straddling} = compareStraddling(straddlers(clusters, control, variant));
    const share = `${Math.round(100 * straddling)} % of accounts have users in both arms: what one sees, colleagues may hear of`;
    const method = "accounts left out in turn, both arms at once (jackknife), t over accounts; Fieller interval";
    return {...none, contrast, reason, method, warnings: straddling > 0 ? [share] : []};
  }
  if (design === "clusters") {
    const of = (name: string): Cluster[] => clusters.filter((row) => row.variant === name);
    const {contrast, reason, warnings} = compareClusters(of(control), of(variant));
    const few = Math.min(of(control).length, of(variant).length) < fewAccounts;
    const dealt = few && contrast ? permuteClusters(of(control), of(variant), {seed: 1, draws}) : null;
    const method = "accounts left out in turn (jackknife), Welch t over accounts; Fieller interval";
    return {...none, contrast, reason, method, warnings, permutation: dealt && {p: dealt.p, draws: dealt.draws}};
  }
  return {...none, ...independent(a.moments, b.moments, groups, metric)};
}

function independent(a: Moments, b: Moments, groups: Group[], metric: MetricPlan): Partial<Versus> {
  if (a.n < 2 || b.n < 2) return {reason: `fewer than two units in the ${a.n < 2 ? "control" : "variant"} arm`};
  if (metric.kind === "ratio") {
    const [one, other] = [linearise(a, {y: "yd"}), linearise(b, {y: "yd"})];
    if (!one || !other) return {reason: "nothing to divide by in an arm"};
    return {
      contrast: contrastOf(sampleOf(one), sampleOf(other)),
      method: "ratio of sums, linearised, Welch t; Fieller interval"
    };
  }
  if (metric.before) {
    const others = groups.map(({moments}) => moments).filter((moments) => moments !== a && moments !== b);
    const found = cuped(a, b, {others});
    const kept = found && `${Math.round(100 * found.gain)} % of the spread was there before`;
    if (found?.used)
      return {contrast: found.contrast, method: `Welch t on what the past leaves (CUPED: ${kept}); Fieller interval`};
    const plain = contrastOf(sampleOf(a), sampleOf(b));
    return {
      contrast: plain,
      method: "Welch t; Fieller interval",
      warnings: [found?.reason ?? "not adjusted: the past does not vary"]
    };
  }
  return {
    contrast: contrastOf(sampleOf(a), sampleOf(b)),
    method: isCount(metric) ? null : "Welch t; Fieller interval"
  };
}

/** Both sides of each account, from the sums of its users by arm. */
export function straddlers(
  rows: readonly (Cluster & {variant: string; cluster: string})[],
  control: string,
  variant: string
) {
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
