import type {ExperimentRead, Question} from "../verdict/analyse.js";
import type {Comparison} from "../verdict/comparison.js";
import type {Context} from "./context.js";
import {unitOf} from "./experiment.js";
import {comparisonTable, differenceRows} from "./experimentTable.js";
import {Figure} from "./figure.js";
import {rate} from "./format.js";
import {IntervalChart} from "./intervalChart.js";

const roles: Comparison["role"][] = ["primary", "guardrail", "exploratory"];

/**
 * Comparisons that share a scale: all rates, or one metric that is a mean, a ratio, a quantile or money. The first holds the first primary
 * metric, whatever its kind; within and between them primary metrics come before guardrails, and those before exploratory ones.
 */
export function differencePanels({comparisons}: ExperimentRead): Comparison[][] {
  const panels = new Map<string, Comparison[]>();
  for (const one of [...comparisons].sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))) {
    const key = unitOf(one) === "rate" ? "rate" : `metric ${one.metric}`;
    panels.set(key, [...(panels.get(key) ?? []), one]);
  }
  return [...panels.values()];
}

/** The differences to control, a figure for each scale, that of the first primary metric first. */
export function DifferenceFigures(read: ExperimentRead, question: Question, context: Context): HTMLElement[] {
  const panels = differencePanels(read);
  return (panels.length > 0 ? panels : [[]]).map((panel, i) =>
    DifferenceFigure({...read, comparisons: panel}, {...question, others: panels.length - 1, isFirst: i === 0}, context)
  );
}

interface Asked extends Question {
  /** Figures with scales of their own besides this one. */
  others: number;
  isFirst: boolean;
}

function DifferenceFigure(
  read: ExperimentRead,
  {alpha = read.alpha, others, isFirst}: Asked,
  {site: {currency}}: Context
): HTMLElement {
  const [first] = read.comparisons;
  const unit = first ? unitOf(first) : "rate";
  const broken = read.comparisons.some(({decision}) => decision === "invalid") ? "not to be read as effects" : null;
  const role = first?.role === "primary" ? "" : ` (${first?.role})`;
  const title =
    unit === "rate" ? (broken ? "Differences" : "What each message changed") : `${first!.metricName}${role}`;
  const scale = unit === "rate" ? "in percentage points" : `per ${read.unit}`;
  return Figure({
    title: [title, read.part, broken].filter(Boolean).join(", "),
    subtitle: `${read.name}: difference to control ${scale}, ${rate(1 - alpha, 0)} interval`,
    chart: (width) =>
      IntervalChart(differenceRows(read, unit), {
        ...{width, unit, currency, difference: true, counted: `${read.unit}s`},
        reference: {value: 0, label: "no difference"}
      }),
    empty: first?.reason ?? "No metric has been measured yet.",
    note: others > 0 && isFirst ? "Rates, means and money have scales of their own: the others follow." : null,
    table: comparisonTable(read, currency)
  });
}
