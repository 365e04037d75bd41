import type {Finding} from "../../src/results/experiment.js";
import {type SlopeCell, compareContrast, momentsOfRow, slopeDifference} from "../../src/stats/index.js";
import type {MetricPlan} from "../experimentPlan.js";
import type {Warehouse} from "../warehouse.js";
import {type Compared, compareArms} from "./experimentContrast.js";
import type {Design} from "./experimentDesign.js";

const suspicious = 0.001;
/** A change of the difference along the test as rare as once in a hundred. */
const novel = 0.01;
/** From so many units on that had an outcome before, ten times as many as after tell that times are mixed up. */
const [fewestBefore, timesMore] = [20, 10];
const dayLength = 86_400_000;

interface Asked {
  name: string;
  metric: MetricPlan;
  design: Design;
  control: string;
  names: readonly string[];
}

/**
 * What the units of metric_units tell besides the result: whether the arms differed before they were exposed (an A/A test on the past),
 * whether what is counted often came before the exposure, and whether the difference wears off. Users of an account count together
 * where they do in the result.
 */
export async function unitFindings(w: Warehouse, asked: Asked): Promise<Finding[]> {
  const variants = asked.names.filter((name) => name !== asked.control);
  return [
    ...(await beforeFindings(w, asked, variants)),
    ...(await orderFindings(w, asked)),
    ...(await noveltyFindings(w, asked, variants))
  ];
}

async function beforeFindings(w: Warehouse, asked: Asked, variants: readonly string[]): Promise<Finding[]> {
  const {name, control, design} = asked;
  const isAlone = design === "independent";
  const rows = await w.engine.rows<Record<string, number | string>>(`select variant,
      ${isAlone ? "''" : "cluster_id"} as cluster, count(*) as n, sum(x) as sum, avg(x) as mean_y,
      coalesce(var_samp(x) * (count(*) - 1), 0) as yy
    from metric_units group by 1, 2 order by 1, 2`);
  const past: Compared = {
    groups: isAlone ? rows.map((row) => ({variant: String(row.variant), moments: momentsOfRow(row, ["yy"])})) : [],
    clusters: isAlone
      ? []
      : rows.map((row) => ({
          ...{variant: String(row.variant), cluster: String(row.cluster)},
          ...{n: Number(row.n), sum: Number(row.sum)}
        })),
    ...{metric: {kind: "mean", before: false}, design}
  };
  return variants.flatMap((variant): Finding[] => {
    const {contrast, reason} = compareArms(past, control, variant);
    if (!contrast && !isAlone && rows.some((row) => row.variant === variant))
      return [
        {
          check: "before",
          state: "warn",
          text: `${name}: not checked whether ${variant} differed from ${control} before anybody was exposed: ${reason}.`
        }
      ];
    const p = contrast && compareContrast(contrast).p;
    if (p === null || p >= suspicious) return [];
    const text = `${name}: ${variant} differed from ${control} before anybody was exposed (p ${p.toPrecision(2)}). Chance hardly ever gives this.`;
    return [{check: "before", state: "bad", text}];
  });
}

async function orderFindings(w: Warehouse, {name, metric}: Asked): Promise<Finding[]> {
  const [row] = await w.engine.rows<{before: number; after: number; ever: number; units: number}>(
    `select coalesce(sum(had), 0) as before, coalesce(sum(did), 0) as after, coalesce(sum(earlier), 0) as ever, count(*) as units
    from metric_units`
  );
  const {before, after, ever, units} = row!;
  if (units >= fewestBefore && after === 0 && ever === 0 && metric.kind !== "retention")
    return [
      {
        check: "order",
        state: "warn",
        text: `${name}: no unit did anything it counts, before or after its exposure. Is its condition written as the export writes it?`
      }
    ];
  if (ever > 0 && after === 0)
    return [
      {
        check: "order",
        state: "bad",
        text: `${name}: all it counts came before the first exposure, none after it. Are the times of exposure right?`
      }
    ];
  // Without a window what came after had longer to come.
  if (metric.window_hours === undefined || before < fewestBefore || before < timesMore * after) return [];
  return [
    {
      check: "order",
      state: "warn",
      text: `${name}: it often came before the exposure: for ${before.toLocaleString("en-US")} units in as long a time before, for ${after.toLocaleString("en-US")} after. Are the times of exposure right, or does it set off the message?`
    }
  ];
}

/** Whether the difference changes by the day of exposure, each unit with its full window. Not of a quantile, nor without a window. */
async function noveltyFindings(w: Warehouse, asked: Asked, variants: readonly string[]): Promise<Finding[]> {
  const {name, metric, control} = asked;
  if (metric.kind === "quantile" || metric.window_hours === undefined) return [];
  const cells = await cellsOf(w, asked);
  return variants.flatMap((variant): Finding[] => {
    const [a, b] = [cells.get(control) ?? [], cells.get(variant) ?? []];
    const slope = slopeDifference(a, b);
    if (!slope || slope.p >= novel) return [];
    const fades = slope.difference > 0 !== meanOf(b) - meanOf(a) > 0;
    const [step, se] = [Math.abs(slope.difference), slope.se].map((value) => Number(value.toPrecision(2)));
    const text = `${name}, ${variant}: the difference gets ${fades ? "smaller" : "larger"} by ${step} for each day later that units were exposed (standard error ${se}, z ${slope.z.toFixed(1).replace("-", "−")}), more than chance explains. The whole may not last.`;
    return [{check: "novelty", state: "warn", text}];
  });
}

/** By arm, units exposed on one day, of one account where users of an account count together; a ratio is linearised. */
async function cellsOf(w: Warehouse, {metric, design}: Asked): Promise<Map<string, SlopeCell[]>> {
  const co = (a: string, b: string) => `coalesce(covar_samp(${a}, ${b}) * (count(*) - 1), 0)`;
  const rows = await w.engine.rows<Record<string, number | string | null>>(`select variant,
      ${design === "independent" ? "cast(null as varchar)" : "cluster_id"} as cluster, cast(exposed_on as varchar) as day,
      count(*) as n, sum(y) as y, sum(d) as d, ${co("y", "y")} as yy, ${co("y", "d")} as yd, ${co("d", "d")} as dd
    from metric_units group by 1, 2, 3 order by 1, 2, 3`);
  const arms = new Map<string, typeof rows>();
  for (const row of rows) {
    const own = arms.get(String(row.variant));
    if (own) own.push(row);
    else arms.set(String(row.variant), [row]);
  }
  return new Map([...arms].map(([variant, own]) => [variant, linearised(metric, own)]));
}

function linearised({kind}: MetricPlan, own: readonly Record<string, number | string | null>[]): SlopeCell[] {
  const total = (key: string) => own.reduce((sum, row) => sum + Number(row[key]), 0);
  const isRatio = kind === "ratio";
  if (isRatio && total("d") === 0) return [];
  const [ratio, scale] = isRatio ? [total("y") / total("d"), total("d") / total("n")] : [0, 1];
  return own.map((row) => {
    const of = (key: string) => Number(row[key]);
    const squares = of("yy") - 2 * ratio * of("yd") + ratio ** 2 * of("dd");
    return {
      ...{x: Date.parse(String(row.day)) / dayLength, n: of("n"), cluster: row.cluster as string | null},
      ...{sum: ratio * of("n") + (of("y") - ratio * of("d")) / scale, squares: Math.max(0, squares) / scale ** 2}
    };
  });
}

function meanOf(cells: readonly SlopeCell[]): number {
  const n = cells.reduce((sum, cell) => sum + cell.n, 0);
  return cells.reduce((sum, cell) => sum + cell.sum, 0) / n;
}
