import * as Plot from "@observablehq/plot";
import {ticks} from "d3";
import type {Unit} from "../definitions.js";
import {paddedDomain, tickFormat} from "./axis.js";
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

export interface IntervalRow {
  name: string;
  value: Maybe;
  lower: Maybe;
  upper: Maybe;
  n?: Maybe;
  color?: string;
  /** Rows of one group stand under its name. */
  group?: string;
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
}

interface Placed extends IntervalRow {
  y: number;
  text: string;
}

/** Stacks the rows from the top; on a phone a name stands above its interval. */
function place(rows: readonly IntervalRow[], step: number, top: number) {
  const heads: {name: string; y: number}[] = [];
  let y = top;
  let group: string | undefined;
  const placed = rows.map((row) => {
    if (row.group !== undefined && row.group !== group) {
      y += heads.length ? 10 : 0;
      heads.push({name: row.group, y: y + 9});
      y += 24;
    }
    group = row.group;
    y += step;
    return {...row, y: y - step / 2, text: ""};
  });
  return {placed, heads, bottom: y};
}

/** A row for each value with its interval on one shared scale. Null if there is no row. */
export function IntervalChart(rows: readonly IntervalRow[], options: IntervalChartOptions): Chart | null {
  if (!rows.length) return null;
  const {unit, currency = "USD", width = 640, reference, counted = "accounts", bounds} = options;
  const format = (value: Maybe) => (options.difference ? formatDifference : formatValue)(value, unit, currency);
  const interval = options.difference ? formatDifferenceInterval : formatInterval;
  const small = width < narrow;
  const top = reference ? 20 : 6;
  const {placed, heads, bottom} = place(rows, small ? 46 : 32, top);
  for (const row of placed) row.text = format(row.value);
  const longest = Math.max(...rows.map((row) => textWidth(row.name, 13)));
  const left = small ? 8 : Math.min(220, 20 + longest);
  const right = 16 + Math.max(...placed.map((row) => textWidth(row.text, 13)));
  const counts = rows.some((row) => typeof row.n === "number")
    ? small
      ? 0
      : 24 + textWidth(`${count(Math.max(...rows.map((row) => row.n ?? 0)))} ${counted}`)
    : 0;
  const domain = paddedDomain([...rows.flatMap((row) => [row.value, row.lower, row.upper]), reference?.value], bounds);
  const at = ticks(domain[0], domain[1], small ? 3 : 5);
  const known = placed.filter((row) => typeof row.value === "number");
  const nudge = small ? 9 : 0;
  const paint = (row: IntervalRow) => row.color ?? "var(--accent)";
  const label = `Intervals. ${rows.map((row) => `${row.group ? `${row.group} ` : ""}${row.name}: ${format(row.value)}${row.lower == null ? "" : ` (${interval(row.lower, row.upper, unit, currency)})`}`).join(". ")}.`;
  const note = (row: Placed) => (typeof row.n === "number" ? `${count(row.n)} ${counted}` : "");
  return chart(
    {
      height: bottom + 26,
      marginTop: 0,
      marginBottom: 26,
      marginLeft: left,
      marginRight: right + counts,
      x: {axis: null, domain},
      y: {axis: null, type: "linear", domain: [0, bottom], range: [0, bottom]},
      marks: [
        Plot.ruleX(at, {stroke: "var(--line)", y1: top, y2: bottom}),
        Plot.axisX(at, {
          tickSize: 0,
          tickPadding: 6,
          tickFormat:
            options.difference && unit === "rate" ? (value: number) => pp(value, 1) : tickFormat(unit, currency, at),
          label: null,
          fill: "var(--tertiary)"
        }),
        reference
          ? Plot.ruleX([reference.value], {y1: top - 4, y2: bottom, stroke: "var(--control)", strokeDasharray: "2,3"})
          : null,
        reference ? Plot.text([reference], {x: "value", y: top - 12, text: "label", fill: "var(--tertiary)"}) : null,
        Plot.text(heads, {
          x: null,
          frameAnchor: "left",
          dx: -left,
          y: "y",
          text: "name",
          textAnchor: "start",
          fill: "var(--tertiary)"
        }),
        Plot.link(known, {
          x1: "lower",
          x2: "upper",
          y1: (row: Placed) => row.y + nudge,
          y2: (row: Placed) => row.y + nudge,
          stroke: paint,
          strokeWidth: 7,
          strokeOpacity: 0.35,
          strokeLinecap: "round"
        }),
        Plot.dot(known, {x: "value", y: (row: Placed) => row.y + nudge, r: 5, fill: paint}),
        Plot.text(placed, {
          x: null,
          frameAnchor: "left",
          dx: -left,
          y: (row: Placed) => row.y - (small ? 10 : 0),
          text: (row: Placed) => (small && note(row) ? `${row.name} · ${note(row)}` : row.name),
          textAnchor: "start",
          fill: "var(--ink)",
          fontSize: 13
        }),
        Plot.text(placed, {
          x: null,
          frameAnchor: "right",
          dx: right - 2,
          y: (row: Placed) => row.y + nudge,
          text: "text",
          textAnchor: "end",
          fill: "var(--ink)",
          fontWeight: 600,
          fontSize: 13
        }),
        small
          ? null
          : Plot.text(placed, {
              x: null,
              frameAnchor: "right",
              dx: right + counts - 2,
              y: "y",
              text: note,
              textAnchor: "end",
              fill: "var(--tertiary)"
            })
      ]
    },
    {width, label}
  );
}
