import type {Measure, Unit} from "../definitions.js";
import type {Table} from "./dataTable.js";
import {formatValue, month, plural, ratio, sentenceCase, type Maybe} from "./format.js";
import type {IntervalRow} from "./intervalChart.js";
import type {Point} from "./lineChart.js";
import type {Change} from "../results/change.js";
import {keyLabel, tierColor} from "./site.js";

/** One wave of a survey. */
export interface Wave {
  period: string;
  /** False while the quarter is not over. */
  mature?: boolean;
  value: number | null;
  lower: number | null;
  upper: number | null;
  n: number | null;
  answered?: number | null;
  invited?: number | null;
}

export interface TierScore {
  tier: string;
  rank: number | null;
  value: number | null;
  lower: number | null;
  upper: number | null;
  n: number | null;
}

/** Scores of accounts before and after their upgrade, beside matched accounts that had not upgraded. */
export interface BeforeAfter {
  scale: string;
  n: number;
  before: number | null;
  after: number | null;
  change: number | null;
  changeLower: number | null;
  changeUpper: number | null;
  controlChange: number | null;
  nControl: number;
  difference: number | null;
  differenceLower: number | null;
  differenceUpper: number | null;
  method: string;
}

interface Survey {
  overall: Measure;
  /** The last wave against that of a year before, over the accounts of both. */
  change?: Change | null;
  series: Wave[];
  byTier: TierScore[];
}

export interface FeedbackResult {
  nps: Survey;
  csat: Survey;
  responseRate: Measure;
  beforeAfter: BeforeAfter | null;
}

export function wavePoints(series: readonly Wave[]): Point[] {
  return series.map(({period, value, lower, upper, mature}) => ({period, value, lower, upper, mature}));
}

export function waveTable(series: readonly Wave[], unit: Unit): Table {
  const format = (value: unknown) => formatValue(value as Maybe, unit, "USD");
  return {
    columns: [
      {label: "Period", format: (value) => month(String(value))},
      {label: "Value", number: true, format},
      {label: "lower", number: true, format},
      {label: "upper", number: true, format},
      {label: "Answers", number: true},
      {label: "Invited", number: true}
    ],
    rows: series.map(({period, value, lower, upper, n, invited}) => [period, value, lower, upper, n, invited])
  };
}

export function tierRows(scores: readonly TierScore[]): IntervalRow[] {
  return [...scores]
    .sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99))
    .map(({tier, rank, value, lower, upper, n}) => ({
      name: keyLabel(tier),
      value,
      lower,
      upper,
      n,
      color: tierColor(rank, scores.length)
    }));
}

/** Changes in score: of those who upgraded, of matched others, and the difference of the two. */
export function beforeAfterRows(found: BeforeAfter): IntervalRow[] {
  return [
    {name: "Upgraded", value: found.change, lower: found.changeLower, upper: found.changeUpper, n: found.n},
    {
      name: "Matched, not upgraded",
      value: found.controlChange,
      lower: null,
      upper: null,
      n: found.nControl,
      color: "var(--tertiary)"
    },
    {
      name: "Difference",
      value: found.difference,
      lower: found.differenceLower,
      upper: found.differenceUpper,
      color: "var(--ink)"
    }
  ];
}

/** Observed, not assigned at random: the title compares and claims no cause. */
export function beforeAfterTitle({difference, differenceLower, differenceUpper}: BeforeAfter): string {
  if (difference === null || differenceLower === null || differenceUpper === null)
    return "Too few accounts answered before and after an upgrade";
  if (differenceLower > 0) return "Scores rose more at accounts that upgraded than at matched others";
  if (differenceUpper < 0) return "Scores rose less at accounts that upgraded than at matched others";
  return "No clear difference between accounts that upgraded and matched others";
}

export function beforeAfterText({before, after, n, nControl, method}: BeforeAfter): string {
  return `Mean score ${ratio(before)} before and ${ratio(after)} after, over ${plural(n, "account")} that upgraded; ${plural(nControl, "matched account")}. ${sentenceCase(method)}. Low scorers rise by chance alone, which is why the matched accounts stand beside them.`;
}
