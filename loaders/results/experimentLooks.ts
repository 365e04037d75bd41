import type {Look} from "../../src/results/experiment.js";
import {
  type Cluster,
  type Contrast,
  type Moments,
  compareClusters,
  compareStraddling,
  contrastOf,
  linearise,
  mergeMoments,
  momentsOfRow,
  sampleOf
} from "../../src/stats/index.js";
import type {MetricPlan} from "../experimentPlan.js";
import type {Warehouse} from "../warehouse.js";
import {type Design, straddlers} from "./experimentViews.js";

const pairs = ["yy", "dd", "yd"];
const most = 14;

/** Units of one arm that had their time on one day, of one account where users of an account count together. */
interface Day {
  variant: string;
  cluster: string | null;
  day: string;
  n: number;
  sum: number;
  per: number;
  moments: Moments;
}

/**
 * What was known of the metric that metric_units holds, at each look: as many as were planned, else up to 14, equally far apart from
 * the first unit that had its time to the last. Only units whose window was over by the day count. No look where a metric has no
 * contrast that adds up over days.
 */
export async function looksOf(
  w: Warehouse,
  metric: MetricPlan,
  design: Design,
  arms: {control: string; names: string[]},
  {looks, units, ended}: {looks: number | null; units: number | null; ended: boolean}
): Promise<Look[]> {
  if (metric.window_hours === undefined || metric.kind === "quantile") return [];
  const days = await daysOf(w, design);
  const all = [...new Set(days.map(({day}) => day))].sort();
  const final = days.reduce((sum, {n}) => sum + n, 0);
  const planned = units ?? (ended ? final : null);
  return chosen(all, looks ?? most).map((until) => {
    const seen = days.filter(({day}) => day <= until);
    const n = seen.reduce((sum, row) => sum + row.n, 0);
    const variants = arms.names.filter((name) => name !== arms.control);
    return {
      ...{day: until, n, fraction: planned === null ? null : n / planned},
      versus: variants.map((variant) => ({variant, contrast: contrastAt(seen, arms.control, variant, metric, design)}))
    };
  });
}

async function daysOf(w: Warehouse, design: Design): Promise<Day[]> {
  const moments = pairs.map((p) => `coalesce(covar_samp(${p[0]}, ${p[1]}) * (count(*) - 1), 0) as ${p}`);
  const rows = await w.engine.rows<Record<string, number | string>>(`select variant,
      ${design === "independent" ? "cast(null as varchar)" : "cluster_id"} as cluster, cast(day as varchar) as day, count(*) as n,
      sum(y) as sum, sum(d) as per, avg(y) as mean_y, avg(d) as mean_d, ${moments.join(", ")}
    from metric_units group by 1, 2, 3 order by 1, 2, 3`);
  return rows.map((row) => ({
    variant: String(row.variant),
    cluster: row.cluster === null ? null : String(row.cluster),
    day: String(row.day),
    n: Number(row.n),
    sum: Number(row.sum),
    per: Number(row.per),
    moments: momentsOfRow(row, pairs)
  }));
}

/** `count` of the days, equally far apart in place, the last always among them. */
function chosen(days: readonly string[], count: number): string[] {
  if (days.length <= count) return [...days];
  return Array.from({length: count}, (_, i) => days[Math.ceil(((i + 1) * days.length) / count) - 1]!);
}

function contrastAt(
  days: readonly Day[],
  control: string,
  variant: string,
  metric: MetricPlan,
  design: Design
): Contrast | null {
  if (design === "independent") {
    const of = (name: string) => {
      const merged = mergeMoments(days.filter((row) => row.variant === name).map(({moments}) => moments));
      return merged.n < 2 ? null : metric.kind === "ratio" ? linearise(merged, {y: "yd"}) : merged;
    };
    const [a, b] = [of(control), of(variant)];
    return a && b && contrastOf(sampleOf(a), sampleOf(b));
  }
  const byCluster = new Map<string, {variant: string; cluster: string} & Cluster>();
  for (const {variant: arm, cluster, n, sum, per} of days) {
    const key = JSON.stringify([arm, cluster]);
    const own = byCluster.get(key) ?? {variant: arm, cluster: cluster!, n: 0, sum: 0};
    byCluster.set(key, {...own, n: own.n + (metric.kind === "ratio" ? per : n), sum: own.sum + sum});
  }
  const rows = [...byCluster.values()];
  if (design === "straddling") return compareStraddling(straddlers(rows, control, variant)).contrast;
  const of = (name: string) => rows.filter((row) => row.variant === name);
  return compareClusters(of(control), of(variant)).contrast;
}
