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
 * What was known of the metric that metric_units holds, over time. Planned looks are at the first days by which equal shares of the
 * planned units had had their time, so they stay where they are as units come in; a test that has ended has its last look on its last
 * day if it has fewer units than planned. Without planned looks, and after the last, there is what up to 14 days showed, equally far
 * apart, without a fraction where no size was planned. Only units whose window was over by the day count. No look where a metric
 * has no contrast that adds up over days.
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
  const sums = sumsOf(days);
  const planned = units ?? (ended ? (sums.at(-1)?.n ?? null) : null);
  const due = looks !== null && planned !== null ? dueDays(sums, {looks, planned, ended}) : null;
  const between = chosen(
    sums.map(({day}) => day),
    due ? 1 : most
  );
  const variants = arms.names.filter((name) => name !== arms.control);
  return [...new Set([...(due ?? []), ...between])].sort().map((until) => {
    const seen = days.filter(({day}) => day <= until);
    const n = sums.find(({day}) => day === until)!.n;
    const isPlanned = planned !== null && (due === null || due.includes(until));
    return {
      ...{day: until, n, fraction: isPlanned ? n / planned : null},
      versus: variants.map((variant) => ({variant, contrast: contrastAt(seen, arms.control, variant, metric, design)}))
    };
  });
}

interface Sum {
  day: string;
  n: number;
}

/** Every day and how many units had had their time by then. */
function sumsOf(days: readonly Day[]): Sum[] {
  const perDay = new Map<string, number>();
  for (const {day, n} of days) perDay.set(day, (perDay.get(day) ?? 0) + n);
  let n = 0;
  return [...perDay].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, more]) => ({day, n: (n += more)}));
}

/** The days of the planned looks so far. */
function dueDays(sums: readonly Sum[], plan: {looks: number; planned: number; ended: boolean}): string[] {
  const {looks, planned, ended} = plan;
  const shares = Array.from({length: looks}, (_, i) => ((i + 1) * planned) / looks);
  const due = shares.flatMap((share) => sums.find(({n}) => n >= share - 1e-9)?.day ?? []);
  const last = sums.at(-1);
  return ended && last && last.n < planned ? [...due, last.day] : due;
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
