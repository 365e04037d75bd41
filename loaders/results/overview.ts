import type {Measure} from "../../src/definitions.js";
import type {Warehouse} from "../warehouse.js";
import {whatChanged} from "./changes.js";
import {isHoldout} from "../../src/verdict/holdoutGaps.js";
import {causeOf, leading, stoppedEarly} from "../../src/verdict/leading.js";
import type {computeExperiments} from "./experiments.js";
import {latest} from "./measures.js";
import {closedIndex, labelOf, yearChange} from "./yearChange.js";

type Experiment = Awaited<ReturnType<typeof computeExperiments>>["experiments"][number];

/** The measures a board asks for first, in order. */
const shown = ["nrr", "upgrade_hazard", "grr", "trial_conversion_year", "nps"];

/** Whether those who upgraded got something for it. */
const forCustomers = ["feature_adoption_90", "upgrade_reversal_180", "upgrade_without_need"] as const;

/** The front page: tiles, the revenue bridge of a year, retention by plan, message tests, and what changed. */
export async function overviewPage(
  w: Warehouse,
  measures: Measure[],
  experiments: Experiment[],
  tiers: {name: string; rank: number}[]
) {
  const tiles = [];
  for (const id of shown) tiles.push(await tile(w, measures, id));
  const headline = latest(measures, w, "nrr");
  const largest = await w.engine.rows<{share: number | null}>(
    `select max(start_amount) / nullif(sum(cast(start_amount as double)), 0) as share from retention_accounts where month_index = ${closedIndex(w)}`
  );
  return {
    tiles,
    largestShare: largest[0]?.share ?? null,
    bridge: await bridge(w),
    upgrades: forCustomers.map((id) => latest(measures, w, id)),
    tiers: measures
      .filter(
        (m) =>
          m.id === "nrr" &&
          m.segment?.startsWith("plan=") &&
          m.period === headline.period &&
          m.value !== null &&
          m.n! >= w.config.privacy.min_cell
      )
      .map((measure) => {
        const tier = measure.segment!.slice("plan=".length);
        return {tier, rank: tiers.find((t) => t.name === tier)?.rank ?? null, measure};
      })
      .sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99) || a.tier.localeCompare(b.tier)),
    // The latest first.
    experiments: experiments.map(experimentSummary).sort((a, b) => (a.to < b.to ? 1 : a.to > b.to ? -1 : 0)),
    changes: await whatChanged(w)
  };
}

async function tile(w: Warehouse, measures: Measure[], id: string) {
  const measure = latest(measures, w, id);
  const series = measures.filter(
    (m) => m.id === id && m.segment === null && m.value !== null && m.period <= measure.period
  );
  const change = await yearChange(w, id);
  return {
    id,
    measure,
    target: w.registers.targets[id] ?? null,
    change,
    series: series.slice(-24).map(({period, value, lower, upper}) => ({period, value, lower, upper}))
  };
}

async function bridge(w: Warehouse) {
  const to = closedIndex(w);
  const first = w.months[0]?.month_index ?? to;
  const from = Math.max(first, to - 12);
  if (to === 0 || from === to) return null;
  const [row] = await w.engine.rows<Record<string, number>>(`select
      coalesce(sum(case when month_index = ${from + 1} then start_amount end), 0) as start,
      ${["new", "expansion", "reactivation", "resume", "contraction", "pause", "churn", "fx"].map((n) => `coalesce(sum(${n}_amount), 0) as "${n}"`).join(", ")},
      coalesce(sum(case when month_index = ${to} then end_amount end), 0) as "end"
    from movements where month_index > ${from} and month_index <= ${to}`);
  return {from: labelOf(from), to: labelOf(to), ...row};
}

const verdicts = {ship: "Ship", keep: "Keep control", extend: "Extend", stop: "Stop", invalid: "Invalid"} as const;
const causes = {split: ": split broken", exposure: ": arms not kept apart", guardrail: ": guardrail failed"} as const;

/** The first primary metric of the variant that matters most: shipped, stopped, else the largest difference. */
export function experimentSummary(e: Experiment) {
  const lead = leading(e);
  const decision = lead?.decision ?? (e.srm.flag ? "invalid" : "extend");
  const cause = causeOf(e, lead);
  const arm = e.arms.find((a) => a.id === lead?.variant);
  return {
    id: e.id,
    to: e.to,
    slug: e.slug,
    name: e.name,
    metric: lead?.metricName ?? null,
    kind: lead?.kind ?? null,
    variant: arm?.name ?? null,
    valueControl: lead?.valueControl ?? null,
    valueVariant: lead?.valueVariant ?? null,
    difference: lead?.difference ?? null,
    lower: lead?.lower ?? null,
    upper: lead?.upper ?? null,
    /** The estimate that allows for an early stop, where there was one. */
    adjusted: lead && stoppedEarly(lead) ? lead.sequential!.adjusted!.estimate : null,
    units: e.arms.reduce((sum, a) => sum + a.units, 0),
    unit: e.unit,
    decision,
    cause,
    /** It tests no message, but all of them against none. */
    holdout: isHoldout(e),
    verdict: lead || e.srm.flag ? `${verdicts[decision]}${cause ? causes[cause] : ""}` : "No plan",
    reasons: lead?.reasons ?? []
  };
}
