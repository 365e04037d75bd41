import type {Arm, Experiment, Finding, MetricResult, Split} from "../../src/results/experiment.js";
import {type ExperimentRead, readExperiment} from "../../src/verdict/analyse.js";
import {literal} from "../engines/duckdb.js";
import type {MetricPlan, PlacedPlan} from "../experimentPlan.js";
import {InputError} from "../inputError.js";
import type {Warehouse} from "../warehouse.js";
import {type Design, designOf} from "./experimentDesign.js";
import {isOver, lateFinding} from "./experimentEnd.js";
import {planFindings, segmentFindings} from "./experimentFindings.js";
import {experimentFunnel} from "./experimentFunnel.js";
import {limitsOf} from "./experimentLimits.js";
import {looksOf} from "./experimentLooks.js";
import {fillOutcomes} from "./experimentOutcomes.js";
import {type SplitDimension, splitsOf} from "./experimentSplits.js";
import {addStrata} from "./experimentStrata.js";
import {unitFindings} from "./experimentUnitFindings.js";
import {viewsOf} from "./experimentViews.js";
import {unplanned} from "./unplanned.js";

/** Every experiment of the register that has exposures, and every one in the exposures that has no plan. */
export async function computeExperiments(w: Warehouse): Promise<{experiments: ExperimentRead[]}> {
  const seen = await w.engine.rows<{id: string}>("select distinct experiment_id as id from assignments order by 1");
  const experiments = [];
  for (const {id} of seen) experiments.push(await readOut(w, id, w.registers.experiments.get(id) ?? null));
  return {experiments};
}

interface Count {
  variant: string;
  units: number;
  mixed: number;
}

async function readOut(w: Warehouse, id: string, plan: PlacedPlan | null): Promise<ExperimentRead> {
  const counts = await countsOf(w, id);
  const [span] = await w.engine.rows<{first: string; last: string; unit: "user" | "account" | null}>(
    `select cast(cast(min(exposed_at) as date) as varchar) as first, cast(cast(max(exposed_at) as date) as varchar) as last,
      (select min(unit_type) from exposures where experiment_id = ${literal(id)}) as unit
    from assignments where experiment_id = ${literal(id)}`
  );
  const exposed = span!.unit;
  const unit = plan?.unit ?? exposed ?? "user";
  const control = plan?.control ?? counts.find((c) => c.variant === "control")?.variant ?? counts[0]!.variant;
  const names = [...new Set([control, ...Object.keys(plan?.split ?? {}), ...counts.map((c) => c.variant)])];
  const arms = armsOf(names, counts, plan);
  const {design, byAccount, findings: dealt} = await designOf(w, id, plan, unit);
  const splits = plan?.split
    ? await splitsOf(w, id, arms, byAccount, await splitDimensions(w, id, plan))
    : [untested(arms)];
  const ended = plan !== null && (await isOver(w, id, plan));
  const seen = counts.reduce((sum, {units}) => sum + units, 0);
  const findings = planFindings(plan, arms, splits.slice(1), {unit, exposed, seen, control});
  findings.push(...dealt);
  if (plan) findings.push(...(await lateFinding(w, id, plan)));
  const metrics = [];
  const read = plan ?? (await unplanned(w, id, {unit, control}));
  for (const [i, metric] of (read?.metrics ?? []).entries())
    metrics.push(await metricOf(w, id, {plan: read!, metric, i, names, control, design, ended, findings}));
  const experiment: Experiment = {
    id,
    slug: slugOf(id),
    name: plan?.name ?? id,
    hypothesis: plan?.hypothesis ?? null,
    owner: plan?.owner ?? null,
    unit,
    status: ended ? "finished" : "running",
    exploratory: plan === null,
    from: span!.first,
    to: span!.last,
    ends: plan?.ends ?? null,
    alpha: plan?.alpha ?? 0.05,
    mde: plan?.mde ?? null,
    plannedUnits: plan?.units ?? null,
    looks: plan?.looks ?? null,
    spending: plan?.spending ?? "obrien-fleming",
    control,
    arms,
    srm: splits[0]!,
    splits: splits.slice(1),
    multipleExposed: counts.reduce((sum, c) => sum + c.mixed, 0),
    findings,
    metrics,
    perDay: await w.engine.rows<{day: string; arm: string; units: number}>(
      `select cast(cast(exposed_at as date) as varchar) as day, variant_id as arm, count(*) as units
      from assignments where experiment_id = ${literal(id)} group by 1, 2 order by 1, 2`
    ),
    funnel: await experimentFunnel(w, id, plan)
  };
  findings.push(...segmentFindings(experiment));
  return readExperiment(experiment);
}

async function countsOf(w: Warehouse, id: string): Promise<Count[]> {
  return await w.engine.rows<Count & Record<string, string | number>>(
    `select variant_id as variant, count(*) as units, count(case when variants_seen > 1 then 1 end) as mixed
    from assignments where experiment_id = ${literal(id)} group by 1 order by 1`
  );
}

/** The split of a test that planned none: nothing tells how large its arms should be. */
function untested(arms: readonly Arm[]): Split {
  return {at: null, counts: arms.map(({units}) => units), chi2: null, df: null, p: null, eValue: null, flag: false};
}

function armsOf(names: string[], counts: Count[], plan: PlacedPlan | null): Arm[] {
  const weights = names.map((name) => plan?.split?.[name] ?? null);
  const total = weights.reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
  return names.map((name, i) => {
    const count = counts.find((c) => c.variant === name);
    const {name: title = name, copy = null, tags = []} = plan?.arms[name] ?? {};
    const planned = weights[i] == null ? null : weights[i] / total;
    return {id: name, name: title, copy, tags, planned, units: count?.units ?? 0, mixed: count?.mixed ?? 0};
  });
}

/** The registered dimensions besides the stage, by which splits are counted in any case. */
async function splitDimensions(w: Warehouse, id: string, plan: PlacedPlan | null): Promise<SplitDimension[]> {
  const dimensions: SplitDimension[] = [];
  for (const [k, dimension] of (plan?.segments ?? []).entries())
    if (plan && dimension !== "stage")
      dimensions.push({dimension, sql: await segmentSql(w, id, plan, dimension, k, "assignments")});
  return dimensions;
}

interface Asked {
  plan: PlacedPlan;
  metric: MetricPlan;
  i: number;
  names: string[];
  control: string;
  design: Design;
  ended: boolean;
  findings: Finding[];
}

async function metricOf(
  w: Warehouse,
  id: string,
  {plan, metric, i, names, control, design, ended, findings}: Asked
): Promise<MetricResult> {
  await fillOutcomes(w, id, plan, metric, i);
  const arms = {control, names};
  const isLimited = metric.cap !== undefined || metric.floor !== undefined;
  const uncapped = isLimited ? await viewsOf(w, metric, design, arms, {uncapped: true}) : [];
  const limits = await limitsOf(w, id, plan, metric, i);
  if (isLimited) await fillOutcomes(w, id, plan, metric, i, limits);
  const views = await viewsOf(w, metric, design, arms, {});
  views.push(...(await viewsOf(w, metric, design, arms, {where: "is_mixed = 0", excluded: true})));
  for (const [k, dimension] of plan.segments.entries()) {
    const by = await segmentSql(w, id, plan, dimension, k);
    views.push(...(await viewsOf(w, metric, design, arms, {by, dimension})));
    await addStrata(w, views[0]!.versus, metric, design, {control, by, dimension});
  }
  views.push(...uncapped);
  const isPrimary = metric.role === "primary";
  const name = metric.name ?? metric.id;
  if (isPrimary) findings.push(...(await unitFindings(w, {name, metric, design, control, names})));
  const planned = {looks: plan.looks ?? null, units: plan.units ?? null, ended};
  return {
    id: metric.id,
    name,
    kind: metric.kind,
    role: metric.role,
    better: metric.better,
    margin: metric.margin ?? null,
    windowHours: metric.window_hours ?? null,
    ...limits,
    views,
    looks: metric.role !== "exploratory" ? await looksOf(w, metric, design, arms, planned) : []
  };
}

/** The column units are grouped by, of their table or of their accounts. */
async function segmentSql(
  w: Warehouse,
  id: string,
  plan: PlacedPlan,
  dimension: string,
  k: number,
  table = "metric_units"
): Promise<string> {
  if (dimension === "stage") return "coalesce(stage, 'unknown')";
  const known = await w.engine.rows<Record<string, string>>("select * from account_attributes limit 1");
  const columns = Object.keys(known[0] ?? {}).filter((name) => name !== "account_id");
  if (known.length > 0 && !columns.includes(dimension))
    throw new InputError(
      `segment ${dimension} of ${id} is no attribute of accounts`,
      {file: plan.file, line: plan.lineOf(`segments.${k}`), key: dimension},
      `use stage, or one of ${columns.join(", ")}`
    );
  return `coalesce((select max(b.${dimension}) from account_attributes as b where b.account_id = ${table}.account_id), 'unknown')`;
}

/**
 * An id as part of an address: other signs than letters, digits, - and _ become -, with their code, so that two ids stay two.
 *
 * slugOf("price page/2") // "price-20page-2f2"
 */
export function slugOf(id: string): string {
  return id.replace(/[^\w-]/gu, (sign) => `-${sign.codePointAt(0)!.toString(16)}`);
}
