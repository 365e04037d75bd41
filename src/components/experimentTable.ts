import type {Cell, Table} from "./dataTable.js";
import type {Unit} from "../definitions.js";
import type {ExperimentRead} from "../verdict/analyse.js";
import type {LookReading} from "../verdict/readLooks.js";
import {armName, unitOf} from "./experiment.js";
import {formatDifference, formatValue, pValue, rate, type Maybe} from "./format.js";
import type {IntervalRow} from "./intervalChart.js";
import type {Series} from "./lineChart.js";

const armColors = ["var(--tertiary)", "var(--accent)", "var(--new)", "var(--contraction)", "var(--churn)"];

/** Differences of the comparisons in one unit, one row a comparison. */
export function differenceRows(read: ExperimentRead, unit: ReturnType<typeof unitOf>): IntervalRow[] {
  const order = ["primary", "guardrail", "exploratory"];
  return read.comparisons
    .filter((comparison) => unitOf(comparison) === unit)
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
    .map((comparison) => ({
      name: armName(read, comparison.variant),
      group: `${comparison.metricName}${comparison.role === "primary" ? "" : ` (${comparison.role})`}`,
      value: comparison.difference,
      lower: comparison.lower,
      upper: comparison.upper,
      n: comparison.nControl + comparison.nVariant,
      color: comparison.decision === "invalid" ? "var(--control)" : "var(--accent)"
    }));
}

/** Every comparison with all its numbers. */
export function comparisonTable(read: ExperimentRead, currency: string): Table {
  const unit = (row: readonly Cell[]) => unitOf({kind: String(row[2])});
  const value = (cell: Cell, row: readonly Cell[]) => formatValue(cell as Maybe, unit(row), currency);
  const difference = (cell: Cell, row: readonly Cell[]) => formatDifference(cell as Maybe, unit(row), currency);
  const share = (cell: Cell) => rate(cell as Maybe, 1);
  const p = (cell: Cell) => pValue(cell as Maybe);
  const number = (label: string, format: (cell: Cell, row: readonly Cell[]) => string) => ({
    label,
    number: true,
    format
  });
  return {
    columns: [
      ...[{label: "Metric"}, {label: "Role"}, {label: "Kind"}, {label: "Variant"}],
      ...[number("Control value", value), number("Variant value", value), number("Difference", difference)],
      ...[number("lower", difference), number("upper", difference)],
      ...[number("Lift", share), number("lift lower", share), number("lift upper", share)],
      ...[
        number("p", p),
        number("p adjusted", p),
        number("p of no harm beyond the margin", p),
        number("p, accounts dealt anew", p)
      ],
      ...[number("stopping lower", difference), number("stopping upper", difference)],
      ...[number("any time lower", difference), number("any time upper", difference)],
      ...[
        number("Chance to be better", share),
        number("Expected loss", difference),
        number("Shrunken difference", difference)
      ]
    ],
    rows: read.comparisons.map((c) => [
      ...[c.metricName, c.role, c.kind, armName(read, c.variant)],
      ...[c.valueControl, c.valueVariant, c.difference, c.lower, c.upper],
      ...[c.lift, c.liftLower, c.liftUpper, c.p, c.pAdjusted, c.pMargin, c.pPermuted],
      ...[c.sequential?.lower ?? null, c.sequential?.upper ?? null, c.anytime?.lower ?? null, c.anytime?.upper ?? null],
      ...[c.bayes?.chance ?? null, c.bayes?.loss ?? null, c.shrunken]
    ])
  };
}

/** Every look with its boundaries. */
export function looksTable(looks: readonly LookReading[], unit: Unit, currency: string): Table {
  const difference = (cell: Cell) => formatDifference(cell as Maybe, unit, currency);
  const share = (cell: Cell) => rate(cell as Maybe, 0);
  const number = (label: string, format?: (cell: Cell) => string) => ({label, number: true, format});
  return {
    columns: [
      ...[{label: "Day"}, number("Units"), number("Of the plan", share), number("Difference", difference)],
      ...[number("planned lower", difference), number("planned upper", difference)],
      ...[number("any time lower", difference), number("any time upper", difference)]
    ],
    rows: looks.map((look) => [
      ...[look.day, look.n, look.fraction, look.difference, look.lower, look.upper, look.anyLower, look.anyUpper]
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
