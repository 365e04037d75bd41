import {type Moments, momentsOfRow, permuteClusters, quantileDifference, quantileOf} from "../../src/stats/index.js";
import type {ArmCell, Versus, View} from "../../src/results/experiment.js";
import type {MetricPlan} from "../experimentPlan.js";
import type {Warehouse} from "../warehouse.js";
import {type ArmCluster, compareArms, momentsSql, of, pairs} from "./experimentContrast.js";
import type {Design} from "./experimentDesign.js";
import {isCount} from "./experimentOutcomes.js";

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
  cluster: string;
  y: number;
}

/** Everything one view is made of. */
interface Material {
  groups: Group[];
  clusters: ClusterRow[];
  values: Values[];
  metric: MetricPlan;
  design: Design;
  excluded: boolean;
}

type ClusterRow = ArmCluster & {value: string | null};

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
  choice: Choice & {dimension?: string; excluded?: boolean; uncapped?: boolean}
): Promise<View[]> {
  const groups = await groupsOf(w, choice);
  const rows = design === "independent" ? [] : await clustersOf(w, metric, choice);
  const singles = metric.kind === "quantile" ? await valuesOf(w, choice) : [];
  const segments = choice.by ? [...new Set(groups.map(({value}) => value))] : [null];
  return segments.flatMap((segment): View[] => {
    const material: Material = {
      ...{metric, design, excluded: choice.excluded ?? false},
      values: singles.filter(({value}) => value === segment),
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
        ...(choice.uncapped ? {uncapped: true} : {}),
        arms: cells,
        versus: others.map((name) => versus(name, arms.control, material))
      }
    ];
  });
}

async function valuesOf(w: Warehouse, {by, where = "true"}: Choice): Promise<Values[]> {
  return await w.engine.rows<Values & Record<string, string | number | null>>(
    `select variant, ${by ?? "null"} as "value", cluster_id as cluster, y from metric_units where ${where} order by 1, 2, 4, 3`
  );
}

/** Moments of each arm and segment of metric_units. */
export async function groupsOf(w: Warehouse, {by, where = "true"}: Choice): Promise<Group[]> {
  const rows = await w.engine.rows<Record<string, number | string | null>>(`select variant, ${by ?? "null"} as segment,
      sum(case when y > 0 then 1 else 0 end) as converted, ${momentsSql}
    from metric_units where ${where} group by 1, 2 order by 1, 2`);
  return rows.map((row) => ({
    variant: String(row.variant),
    value: row.segment === null ? null : String(row.segment),
    n: Number(row.n),
    converted: Number(row.converted),
    moments: momentsOfRow(row, pairs)
  }));
}

async function clustersOf(w: Warehouse, metric: MetricPlan, {by, where = "true"}: Choice): Promise<ClusterRow[]> {
  return await w.engine.rows<
    ClusterRow & Record<string, string | number | null>
  >(`select variant, ${by ?? "null"} as "value",
      cluster_id as cluster, ${metric.kind === "ratio" ? "sum(d)" : "cast(count(*) as double)"} as n, sum(y) as sum
    from metric_units where ${where} group by 1, 2, 3 order by 1, 2, 3`);
}

function cellOf(arm: string, {groups, clusters, values, metric, design}: Material): ArmCell {
  const own = groups.find(({variant}) => variant === arm);
  const n = own?.n ?? 0;
  const {y = 0, d = 1} = own?.moments.mean ?? {};
  const plain =
    metric.kind === "quantile"
      ? quantileOf(
          values.filter(({variant}) => variant === arm).map((one) => one.y),
          metric.quantile
        )
      : y;
  return {
    arm,
    n,
    value: n === 0 || d === 0 ? null : metric.kind === "ratio" ? y / d : plain,
    converted: isCount(metric) && !metric.before && design === "independent" ? (own?.converted ?? 0) : null,
    accounts: design === "independent" ? null : clusters.filter(({variant}) => variant === arm).length
  };
}

function versus(variant: string, control: string, material: Material): Versus {
  const {groups, clusters, values, metric, design, excluded} = material;
  const none: Versus = {variant, contrast: null, reason: null, method: null, warnings: [], permutation: null};
  const missing = [control, variant].findIndex((name) => !groups.some((group) => group.variant === name));
  if (missing >= 0) {
    const arm = `the ${missing ? "variant" : "control"} arm`;
    return {
      ...none,
      reason: metric.window_hours && !excluded ? `no unit of ${arm} has had its time yet` : `no units in ${arm}`
    };
  }
  if (metric.kind === "quantile") {
    const [a, b] = [control, variant].map((name) => values.filter((one) => one.variant === name)) as [
      Values[],
      Values[]
    ];
    const ids = (rows: Values[]) => rows.map(({cluster}) => cluster);
    const accounts = design === "independent" ? undefined : {control: ids(a), variant: ids(b)};
    const by = accounts ? "from order statistics and accounts left out in turn" : "from its order statistics";
    const method = `difference of quantiles, each arm's error ${by}; Fieller interval`;
    return {
      ...none,
      ...quantileDifference(
        a.map(({y}) => y),
        b.map(({y}) => y),
        metric.quantile,
        accounts
      ),
      method
    };
  }
  const answer = {...none, ...compareArms(material, control, variant)};
  if (design !== "clusters" || !answer.contrast) return answer;
  const [a, b] = [of(clusters, control), of(clusters, variant)];
  if (Math.min(a.length, b.length) >= fewAccounts) return answer;
  const dealt = permuteClusters(a, b, {seed: 1, draws});
  return {...answer, permutation: dealt && {p: dealt.p, draws: dealt.draws}};
}
