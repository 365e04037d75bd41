import * as Plot from "@observablehq/plot";
import type {Unit} from "../definitions.js";
import {fittingTicks, paddedDomain, tickFormat} from "./axis.js";
import {chart, narrow, textWidth, type Chart, type ChartOptions} from "./chart.js";
import {
  count,
  formatDifference,
  formatDifferenceInterval,
  formatInterval,
  formatValue,
  pp,
  type Maybe
} from "./format.js";
import {addPicks, type Pick, type PickRow} from "./rowPicks.js";

export interface IntervalRow {
  name: string;
  value: Maybe;
  lower: Maybe;
  upper: Maybe;
  n?: Maybe;
  color?: string;
  /** Rows of one group stand under its name. */
  group?: string;
  /** The filter it stands for. */
  pick?: Pick;
}

export interface IntervalChartOptions extends Partial<ChartOptions> {
  unit: Unit;
  currency?: string;
  reference?: {value: number; label: string} | null;
  /** What n counts: "accounts". */
  counted?: string;
  bounds?: readonly [number, number];
  /** The values are differences: shown with their sign, rates in percentage points. */
  difference?: boolean;
  /** Makes a button of each row that stands for a filter. */
  choose?: ((pick: Pick) => void) | undefined;
}

interface Placed extends IntervalRow {
  y: number;
}

interface Layout {
  /** "columns" n and interval right of the value, "two lines" n under the name, "stacked" the name above its interval. */
  kind: "columns" | "two lines" | "stacked";
  left: number;
  step: number;
}

function layoutOf(rows: readonly IntervalRow[], width: number, notes: readonly string[]): Layout {
  const name = Math.max(...rows.map((row) => textWidth(row.name, 13)));
  if (width >= 600) return {kind: "columns", left: Math.min(width * 0.45, 20 + name), step: 32};
  const left = 14 + Math.max(name, ...notes.map((note) => textWidth(note)));
  return left < width * 0.42 ? {kind: "two lines", left, step: 40} : {kind: "stacked", left: 8, step: 50};
}

/** Stacks the rows from the top, groups under their names. */
function place(rows: readonly IntervalRow[], step: number, top: number) {
  const heads: {name: string; y: number}[] = [];
  let y = top;
  let group: string | undefined;
  const placed = rows.map((row): Placed => {
    if (row.group !== undefined && row.group !== group) {
      y += heads.length ? 10 : 0;
      heads.push({name: row.group, y: y + 9});
      y += 24;
    }
    group = row.group;
    y += step;
    return {...row, y: y - step / 2};
  });
  return {placed, heads, bottom: y};
}

/** A row for each value with its interval on one shared scale. Null if there is no row. */
export function IntervalChart(rows: readonly IntervalRow[], options: IntervalChartOptions): Chart | null {
  if (!rows.length) return null;
  const {unit, currency = "USD", width = 640, reference, counted = "accounts", bounds, difference} = options;
  const format = (value: Maybe) => (difference ? formatDifference : formatValue)(value, unit, currency);
  const between = difference ? formatDifferenceInterval : formatInterval;
  const interval = (row: IntervalRow) => between(row.lower, row.upper, unit, currency) ?? "";
  const note = (row: IntervalRow) => (typeof row.n === "number" ? `${count(row.n)} ${counted}` : "");
  const {kind, left, step} = layoutOf(rows, width, rows.map(note));
  const top = reference ? 20 : 6;
  const {placed, heads, bottom} = place(rows, step, top);
  const room = (text: (row: IntervalRow) => string, size = 12) =>
    Math.max(...rows.map((row) => textWidth(text(row), size)));
  // Right of the frame, from its edge outwards.
  const columns = [{text: (row: IntervalRow) => format(row.value), strong: true}, {text: interval}, {text: note}].slice(
    0,
    kind === "columns" ? 3 : width < narrow ? 1 : 2
  );
  let right = 4;
  const ends = columns.map(({text, strong}) => (right += room(text, strong ? 14 : 12) + (room(text) ? 14 : 0)));
  const domain = paddedDomain([...rows.flatMap((row) => [row.value, row.lower, row.upper]), reference?.value], bounds);
  const tickText = (at: number[]) =>
    difference && unit === "rate" ? (value: number) => pp(value, 1) : tickFormat(unit, currency, at);
  const at = fittingTicks(domain, width - left - right, tickText);
  const known = placed.filter((row) => typeof row.value === "number");
  const line = (row: Placed) => row.y + (kind === "stacked" ? 10 : 0);
  const paint = (row: IntervalRow) => row.color ?? "var(--accent)";
  const say = (row: IntervalRow) =>
    `${row.group ? `${row.group} ` : ""}${row.name}: ${format(row.value)}${interval(row) && ` (${interval(row)})`}`;
  const label = `Intervals. ${rows.map(say).join(". ")}.`;
  // Where names stand over the frame, lines pause for them.
  const spans = (from: number) =>
    kind === "stacked"
      ? [...(from < top ? [{y1: from, y2: top}] : []), ...placed.map(({y}) => ({y1: y - 1, y2: y + step / 2}))]
      : [{y1: from, y2: bottom}];
  const rule = (x: number, from: number) => spans(from).map((span) => ({x, ...span}));
  const halo = {stroke: "var(--card)", strokeWidth: 4};
  const atLeft = {x: null, frameAnchor: "left", dx: -left, textAnchor: "start", ...halo} as const;
  const node = chart(
    {
      height: bottom + 26,
      marginTop: 0,
      marginBottom: 26,
      marginLeft: left,
      marginRight: right,
      x: {axis: null, domain},
      y: {axis: null, type: "linear", domain: [0, bottom], range: [0, bottom]},
      marks: [
        Plot.ruleX(
          at.flatMap((x) => rule(x, top)),
          {x: "x", y1: "y1", y2: "y2", stroke: "var(--line)"}
        ),
        Plot.axisX(at, {tickSize: 0, tickPadding: 6, tickFormat: tickText(at), label: null, fill: "var(--tertiary)"}),
        reference
          ? Plot.ruleX(rule(reference.value, top - 4), {
              ...{x: "x", y1: "y1", y2: "y2"},
              ...{stroke: "var(--control)", strokeDasharray: "2,3"}
            })
          : null,
        reference
          ? Plot.text([reference], {
              ...{x: "value", y: top - 12, text: "label", fill: "var(--tertiary)"},
              ...labelPlace(reference, {domain, left, right, width})
            })
          : null,
        Plot.text(heads, {...atLeft, y: "y", text: "name", fill: "var(--tertiary)"}),
        Plot.link(known, {
          x1: "lower",
          x2: "upper",
          y1: line,
          y2: line,
          stroke: paint,
          strokeWidth: 7,
          strokeOpacity: 0.35,
          strokeLinecap: "round"
        }),
        Plot.dot(known, {x: "value", y: line, r: 5, fill: paint}),
        Plot.text(placed, {
          ...atLeft,
          y: (row: Placed) => row.y - {columns: 0, "two lines": 8, stacked: 11}[kind],
          text: (row: Placed) => (kind === "stacked" && note(row) ? `${row.name} · ${note(row)}` : row.name),
          fill: "var(--ink)",
          fontSize: 13
        }),
        kind === "two lines"
          ? Plot.text(placed, {...atLeft, y: (row: Placed) => row.y + 8, text: note, fill: "var(--tertiary)"})
          : null,
        ...columns.map(({text, strong}, i) =>
          Plot.text(placed, {
            x: null,
            frameAnchor: "right",
            dx: ends[i]!,
            y: line,
            text,
            textAnchor: "end",
            fill: strong ? "var(--ink)" : "var(--tertiary)",
            fontWeight: strong ? 600 : 400,
            fontSize: strong ? 13 : 12
          })
        )
      ]
    },
    {width, label}
  );
  const picks = placed.flatMap((row): PickRow[] =>
    row.pick ? [{top: row.y - step / 2, height: step, text: say(row), pick: row.pick}] : []
  );
  if (options.choose && picks.length > 0) addPicks(node, picks, width, options.choose);
  return node;
}

/** A reference's name stands over its line, but never left of the row names nor past the right edge. */
function labelPlace(
  {value, label}: {value: number; label: string},
  {domain, left, right, width}: {domain: readonly [number, number]; left: number; right: number; width: number}
): {textAnchor: "start" | "middle" | "end"; dx: number} {
  const x = left + ((value - domain[0]) / (domain[1] - domain[0])) * (width - left - right);
  const half = textWidth(label) / 2;
  if (x < half) return {textAnchor: "start", dx: -x};
  return x + half > width ? {textAnchor: "end", dx: width - x} : {textAnchor: "middle", dx: 0};
}
