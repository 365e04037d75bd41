import type {Cell, Table} from "./dataTable.js";
import type {ExperimentRead} from "../verdict/analyse.js";
import {armName, unitOf} from "./experiment.js";
import {formatDifference, formatValue, pValue, rate, type Maybe} from "./format.js";
import type {IntervalRow} from "./intervalChart.js";
import type {Series} from "./lineChart.js";

const armColors = ["var(--tertiary)", "var(--accent)", "var(--new)", "var(--contraction)", "var(--churn)"];

/** Differences in rates, one row a comparison. */
export function differenceRows(experiment: ExperimentRead): IntervalRow[] {
  return experiment.comparisons
    .filter((comparison) => comparison.kind === "conversion")
    .map((comparison) => ({
      name: armName(experiment, comparison.variant),
      group: `${comparison.metricName}${comparison.role === "guardrail" ? " (guardrail)" : ""}`,
      value: comparison.difference,
      lower: comparison.lower,
      upper: comparison.upper,
      n: comparison.nControl + comparison.nVariant,
      color: experiment.srm.flag ? "var(--control)" : "var(--accent)"
    }));
}

/** Every comparison with all its numbers. */
export function comparisonTable(experiment: ExperimentRead): Table {
  const unit = (row: readonly Cell[]) => unitOf({kind: String(row[2])});
  const value = (cell: Cell, row: readonly Cell[]) => formatValue(cell as Maybe, unit(row), "USD");
  const difference = (cell: Cell, row: readonly Cell[]) => formatDifference(cell as Maybe, unit(row), "USD");
  const lift = (cell: Cell) => rate(cell as Maybe, 1);
  const p = (cell: Cell) => pValue(cell as Maybe);
  return {
    columns: [
      {label: "Metric"},
      {label: "Role"},
      {label: "Kind"},
      {label: "Variant"},
      {label: "Control value", number: true, format: value},
      {label: "Variant value", number: true, format: value},
      {label: "Difference", number: true, format: difference},
      {label: "lower", number: true, format: difference},
      {label: "upper", number: true, format: difference},
      {label: "Lift", number: true, format: lift},
      {label: "lift lower", number: true, format: lift},
      {label: "lift upper", number: true, format: lift},
      {label: "p", number: true, format: p},
      {label: "p adjusted", number: true, format: p}
    ],
    rows: experiment.comparisons.map((c) => [
      ...[c.metricName, c.role, c.kind, armName(experiment, c.variant)],
      ...[c.valueControl, c.valueVariant, c.difference, c.lower, c.upper],
      ...[c.lift, c.liftLower, c.liftUpper, c.p, c.pAdjusted]
    ])
  };
}

/** Units that had entered each arm by each day. */
export function exposureSeries(experiment: ExperimentRead): Series[] {
  const days = [...new Set(experiment.perDay.map((one) => one.day))].sort();
  return experiment.arms.map((arm, i) => {
    let entered = 0;
    const own = new Map(experiment.perDay.filter((one) => one.arm === arm.id).map((one) => [one.day, one.units]));
    const values = days.map((day) => ({period: day, value: (entered += own.get(day) ?? 0)}));
    return {name: arm.name, color: armColors[i % armColors.length], values};
  });
}
