import type {ExperimentRead} from "../verdict/analyse.js";
import {type SegmentScan, scanSegments} from "../verdict/segments.js";
import type {Table} from "./dataTable.js";
import {armName, unitOf} from "./experiment.js";
import {Figure} from "./figure.js";
import {formatDifference, list, plural, pValue, rate, ratio, sentenceCase, type Maybe} from "./format.js";
import {IntervalChart, type IntervalRow} from "./intervalChart.js";

/** The segments registered for a test beside one another: whether they differ, and whether one is broken. */
export function SegmentsFigure(read: ExperimentRead, metricId: string, alpha: number, currency: string): HTMLElement {
  const metric = read.metrics.find(({id}) => id === metricId);
  const scans = scanSegments(read, metricId, alpha);
  const unit = unitOf(metric ?? {});
  return Figure({
    title: read.srm.flag
      ? "Segments, not to be read as effects"
      : segmentsTitle(scans, metric?.name ?? metricId, alpha),
    subtitle: `Difference to control in each segment named in the plan, ${unit === "rate" ? "percentage points, " : ""}${rate(1 - alpha, 0)} interval`,
    chart: (width) =>
      IntervalChart(segmentRows(read, scans), {
        ...{width, unit, currency, difference: true, counted: `${read.unit}s`},
        reference: {value: 0, label: "no difference"}
      }),
    empty: "No segment is named in the plan, or each is too small to show. Name up to five before a test begins.",
    note: scans.length > 0 ? segmentsNote(scans, read) : null,
    table: segmentsTable(read, scans, unit, currency)
  });
}

/** What is broken comes first, then whether segments differ at all. */
export function segmentsTitle(scans: readonly SegmentScan[], metric: string, alpha: number): string {
  const broken = (kind: "split" | "effect") => [
    ...new Set(scans.flatMap(({segments}) => segments.filter((one) => one.broken === kind).map(({segment}) => segment)))
  ];
  const [splits, effects] = [broken("split"), broken("effect")];
  if (scans.length === 0) return `No segment of “${metric}” to compare`;
  if (splits.length > 0) return `The split is broken in ${list(splits)}`;
  if (effects.length > 0)
    return `${list(effects)} ${effects.length === 1 ? "stands" : "stand"} apart from the other segments`;
  const differ = scans.filter(({pAdjusted}) => pAdjusted !== null && pAdjusted < alpha).map(({dimension}) => dimension);
  if (differ.length > 0) return `The difference in “${metric}” varies by ${list([...new Set(differ)])}`;
  return scans.some(({p}) => p !== null)
    ? `The difference in “${metric}” is not told apart between segments`
    : `Too few segments of “${metric}” can be compared`;
}

function groupName(read: ExperimentRead, scans: readonly SegmentScan[], {dimension, variant}: SegmentScan): string {
  const several = new Set(scans.map((scan) => scan.variant)).size > 1;
  const name = sentenceCase(dimension.replaceAll("_", " "));
  return several ? `${name}, ${armName(read, variant)}` : name;
}

export function segmentRows(read: ExperimentRead, scans: readonly SegmentScan[]): IntervalRow[] {
  return scans.flatMap((scan) =>
    scan.segments.map((one) => ({
      ...{name: `${one.segment}${one.broken ? " (broken)" : ""}`, group: groupName(read, scans, scan), n: one.n},
      ...{value: one.difference, lower: one.lower, upper: one.upper},
      color: read.srm.flag || one.broken === "split" ? "var(--control)" : one.broken ? "var(--churn)" : "var(--accent)"
    }))
  );
}

function segmentsNote(scans: readonly SegmentScan[], read: ExperimentRead): string {
  const tests = scans.map((scan) =>
    scan.q === null
      ? `${groupName(read, scans, scan)}: not tested, fewer than two segments can be compared.`
      : `${groupName(read, scans, scan)}: Q ${ratio(scan.q)} on ${scan.df} df, p ${pValue(scan.pAdjusted)}.`
  );
  const broken = scans.some(({segments}) => segments.some((one) => one.broken === "effect"));
  return `${tests.join(" ")} p is by Cochran’s Q, adjusted by Holm for ${plural(scans.length, "test")}.${broken ? " Where a segment stands apart, find out first whether it was shown the message at all." : ""} The table has each difference drawn towards the mean of all.`;
}

function segmentsTable(
  read: ExperimentRead,
  scans: readonly SegmentScan[],
  unit: ReturnType<typeof unitOf>,
  currency: string
): Table {
  const difference = (label: string) => ({
    ...{label, number: true},
    format: (value: unknown) => formatDifference(value as Maybe, unit, currency)
  });
  const p = (label: string) => ({label, number: true, format: (value: unknown) => pValue(value as Maybe)});
  return {
    columns: [
      ...[{label: "Dimension"}, {label: "Variant"}, {label: "Segment"}, {label: "Units", number: true}],
      ...["Difference", "lower", "upper", "Drawn", "lower", "upper"].map(difference),
      ...[p("p of the dimension"), p("p apart"), p("p of the split"), {label: "Broken"}, {label: "Reason", text: true}]
    ],
    rows: scans.flatMap(({dimension, variant, segments, pAdjusted}) =>
      segments.map((one) => [
        ...[dimension, armName(read, variant), one.segment, one.n, one.difference, one.lower, one.upper],
        ...[one.shrunken?.value, one.shrunken?.lower, one.shrunken?.upper, pAdjusted, one.pApart, one.split?.p],
        ...[one.broken, one.reason]
      ])
    )
  };
}
