import type {Look} from "../../src/results/experiment.js";
import {type Moments, mergeMoments, momentsOfRow} from "../../src/stats/index.js";
import type {MetricPlan} from "../experimentPlan.js";
import type {Warehouse} from "../warehouse.js";
import {type ArmCluster, type Compared, compareArms, momentsSql, pairs} from "./experimentContrast.js";
import type {Design} from "./experimentDesign.js";

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
 *
 * A look compares as the view of all units does, so the last of a finished test is its headline. Whether the past is taken out (CUPED)
 * is thus asked anew at each look, of the units it had: asked of the latest data, a look that was read, or crossed, would change as
 * units come in. A test may so turn from plain to adjusted on its way, which keeps the looks' joint distribution: the later
 * estimate is the more exact one.
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
    const seen = known(
      days.filter(({day}) => day <= until),
      metric,
      design
    );
    const n = sums.find(({day}) => day === until)!.n;
    const isPlanned = planned !== null && (due === null || due.includes(until));
    return {
      ...{day: until, n, fraction: isPlanned ? n / planned : null},
      versus: variants.map((variant) => ({variant, contrast: compareArms(seen, arms.control, variant).contrast}))
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

/** The days of the planned looks so far. The last is taken once, at the end, of all that is counted, be it less or more than planned. */
function dueDays(sums: readonly Sum[], plan: {looks: number; planned: number; ended: boolean}): string[] {
  const {looks, planned, ended} = plan;
  const last = sums.at(-1);
  const shares = Array.from({length: looks - 1}, (_, i) => ((i + 1) * planned) / looks);
  const due = shares.flatMap((share) => sums.find(({n}) => n >= share - 1e-9)?.day ?? []);
  return ended && last ? [...new Set([...due, last.day])] : due;
}

async function daysOf(w: Warehouse, design: Design): Promise<Day[]> {
  const rows = await w.engine.rows<Record<string, number | string>>(`select variant,
      ${design === "independent" ? "cast(null as varchar)" : "cluster_id"} as cluster, cast(day as varchar) as day,
      sum(y) as sum, sum(d) as per, ${design === "independent" ? momentsSql : "count(*) as n"}
    from metric_units group by 1, 2, 3 order by 1, 2, 3`);
  return rows.map((row) => ({
    variant: String(row.variant),
    cluster: row.cluster === null ? null : String(row.cluster),
    day: String(row.day),
    n: Number(row.n),
    sum: Number(row.sum),
    per: Number(row.per),
    moments: momentsOfRow(row, design === "independent" ? pairs : [])
  }));
}

/** `count` of the days, equally far apart in place, the last always among them. */
function chosen(days: readonly string[], count: number): string[] {
  if (days.length <= count) return [...days];
  return Array.from({length: count}, (_, i) => days[Math.ceil(((i + 1) * days.length) / count) - 1]!);
}

/** What compares two arms by what was there on these days. */
function known(days: readonly Day[], metric: MetricPlan, design: Design): Compared {
  if (design === "independent") {
    const variants = [...new Set(days.map(({variant}) => variant))];
    const groups = variants.map((variant) => {
      const own = days.filter((row) => row.variant === variant);
      return {variant, moments: mergeMoments(own.map(({moments}) => moments))};
    });
    return {groups, clusters: [], metric, design};
  }
  const byCluster = new Map<string, ArmCluster>();
  for (const {variant, cluster, n, sum, per} of days) {
    const key = JSON.stringify([variant, cluster]);
    const own = byCluster.get(key) ?? {variant, cluster: cluster!, n: 0, sum: 0};
    byCluster.set(key, {...own, n: own.n + (metric.kind === "ratio" ? per : n), sum: own.sum + sum});
  }
  return {groups: [], clusters: [...byCluster.values()], metric, design};
}
