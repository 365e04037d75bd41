import * as Plot from "@observablehq/plot";
import {scaleLinear} from "d3";
import type {Unit} from "../definitions.js";
import {flagsWithin, type Annotation, type Flag} from "./annotations.js";
import {paddedDomain, timeLabel, timeTicks, valueAxis} from "./axis.js";
import {chart, hatch, narrow, spread, textWidth, type Chart, type ChartOptions, type Reading} from "./chart.js";
import {day, formatInterval, formatValue, month, toDate, type Maybe} from "./format.js";

export interface Point {
  period: string;
  value: Maybe;
  lower?: Maybe;
  upper?: Maybe;
  /** False while the period can still change: drawn dashed, its band hatched. */
  mature?: boolean;
}

export interface Series {
  name: string;
  color?: string;
  values: readonly Point[];
}

export interface LineChartOptions extends Partial<ChartOptions> {
  unit: Unit;
  currency?: string;
  height?: number;
  /** A line that values are read against: 100%, a target, zero. */
  reference?: {value: number; label: string} | null;
  /** Values that cannot exist are kept off the axis, such as rates below zero. */
  bounds?: readonly [number, number];
  /** What happened and when, drawn where it falls within the lines. */
  annotations?: readonly Annotation[];
  /** Break a line at points without a value instead of joining across them. */
  breaks?: boolean;
}

const halo = {stroke: "var(--card)", strokeWidth: 4};

interface Dot extends Point {
  value: number;
  at: Date;
}

function dots(series: Series): Dot[] {
  return series.values
    .filter((point): point is Point & {value: number} => typeof point.value === "number")
    .map((point) => ({...point, at: toDate(point.period)}))
    .sort((a, b) => +a.at - +b.at);
}

function periodName(period: string): string {
  return period.length === 10 ? day(period) : month(period);
}

/** All points in order; one without a value breaks line and band. */
function broken(series: Series): Dot[] {
  return series.values
    .map((point) => ({...point, at: toDate(point.period)}))
    .map((point) => (typeof point.value === "number" ? (point as Dot) : {...point, value: NaN, lower: NaN, upper: NaN}))
    .sort((a, b) => +a.at - +b.at);
}

function describe(series: readonly Series[], {unit, currency = "USD"}: LineChartOptions): string {
  const parts = series.map((one) => {
    const known = dots(one);
    const first = known[0]!;
    const last = known.at(-1)!;
    const value = (dot: Dot) => `${formatValue(dot.value, unit, currency)} in ${periodName(dot.period)}`;
    return `${one.name}: ${first === last ? value(last) : `${value(first)}, ${value(last)}`}`;
  });
  return `Line chart. ${parts.join(". ")}.`;
}

/** One line a series, each with its interval as a band and its name at its end. Null if no series has a value. */
export function LineChart(series: readonly Series[], options: LineChartOptions): Chart | null {
  const shown = series.filter((one) => dots(one).length > 0);
  if (!shown.length) return null;
  const {unit, currency = "USD", width = 640, reference, bounds, annotations = [], breaks = false} = options;
  const small = width < narrow;
  const height = options.height ?? (small ? 230 : 260);
  const all = shown.flatMap(dots);
  const domain = paddedDomain([...all.flatMap((dot) => [dot.value, dot.lower, dot.upper]), reference?.value], bounds);
  const names = shown.map((one) => {
    const value = formatValue(dots(one).at(-1)!.value, unit, currency);
    return shown.length === 1 ? value : `${one.name} ${value}`;
  });
  const beside = 14 + Math.max(...names.map((name) => textWidth(name, 13)));
  const outside = beside < width * 0.36;
  const margin = {top: 16, bottom: 28, left: 46, right: outside ? beside : 14};
  const y = scaleLinear(domain, [height - margin.bottom, margin.top]);
  const ends = shown.map((one) => dots(one).at(-1)!);
  const gaps = spread(
    ends.map((dot) => y(dot.value) - (outside ? 0 : 12)),
    16,
    height - margin.bottom
  );
  const periods = all.map((dot) => dot.period);
  const ticks = timeTicks(periods, width - margin.left - margin.right);
  const labels = shown.map((one, i) => ({
    name: names[i],
    at: ends[i]!.at,
    y: y.invert(gaps[i]!),
    color: labelColor(one)
  }));
  return chart(
    {
      height,
      marginLeft: margin.left,
      marginRight: margin.right,
      x: {axis: null, type: "utc"},
      y: {axis: null, domain},
      marks: [
        valueAxis(domain, unit, currency, small ? 4 : 5),
        Plot.axisX(ticks, {
          tickSize: 0,
          tickPadding: 8,
          tickFormat: timeLabel(periods[0]!),
          label: null,
          fill: "var(--tertiary)"
        }),
        reference ? referenceMarks(reference, all, y, small) : null,
        flagMarks(flagsWithin(annotations, periods)),
        ...shown.flatMap((one) => lineMarks(one, breaks)),
        Plot.text(labels, {
          x: "at",
          y: "y",
          text: "name",
          dx: outside ? 9 : 4,
          textAnchor: outside ? "start" : "end",
          fill: "color",
          ...halo,
          fontWeight: 600,
          fontSize: 12.5
        })
      ]
    },
    {width, label: options.label ?? describe(shown, options), readings: readings(shown, unit, currency)}
  );
}

function readings(series: readonly Series[], unit: Unit, currency: string): Reading[] {
  const periods = [...new Set(series.flatMap((one) => dots(one).map((dot) => dot.period)))];
  return periods.map((period) => ({
    at: toDate(period),
    name: periodName(period),
    values: series.flatMap((one) =>
      dots(one)
        .filter((dot) => dot.period === period)
        .map(({value, lower, upper, mature}) => {
          const interval = formatInterval(lower, upper, unit, currency);
          const text = `${formatValue(value, unit, currency)}${interval ? ` (${interval})` : ""}${mature === false ? ", not final" : ""}`;
          return {...(series.length > 1 ? {name: one.name} : {}), text, y: value};
        })
    )
  }));
}

/** The reference line, its label on the side where the lines begin farther away. */
function referenceMarks(
  {value, label}: {value: number; label: string},
  all: readonly Dot[],
  y: (value: number) => number,
  small: boolean
): Plot.Markish[] {
  const start = new Date(Math.min(...all.map((dot) => +dot.at)));
  const early = all.filter((dot) => +dot.at < +start + 2e10);
  const above = Math.min(...early.map((dot) => Math.abs(y(dot.value) - y(value) + 9)));
  const below = Math.min(...early.map((dot) => Math.abs(y(dot.value) - y(value) - 9)));
  return [
    Plot.ruleY([value], {stroke: "var(--control)", strokeDasharray: "2,3"}),
    Plot.text(small ? [] : [label], {
      x: () => start,
      y: () => value,
      dx: 3,
      dy: above >= below ? -8 : 9,
      textAnchor: "start",
      fill: "var(--tertiary)"
    })
  ];
}

/** Thin flags with a letter; what happened stands in the note under the chart. */
function flagMarks(flags: readonly Flag[]): Plot.Markish[] {
  return [
    Plot.ruleX(flags, {x: "at", stroke: "var(--control)", strokeWidth: 0.75}),
    Plot.text(flags, {x: "at", frameAnchor: "top", dy: -9, text: "letter", fill: "var(--secondary)", ...halo})
  ];
}

function color(series: Series): string {
  return series.color ?? "var(--accent)";
}

const readable = new Set(["var(--accent)", "var(--new)", "var(--churn)", "var(--tertiary)"]);

/** Colours under 4.5:1 on a card carry lines, not text. */
function labelColor(series: Series): string {
  return readable.has(color(series)) ? color(series) : "var(--ink)";
}

function lineMarks(series: Series, breaks: boolean): Plot.Markish[] {
  const known = dots(series);
  const line = breaks ? broken(series) : known;
  const open = line.findIndex((dot) => dot.mature === false && !Number.isNaN(dot.value));
  const closed = open === -1 ? line : line.slice(0, open);
  const pending = open === -1 ? [] : line.slice(Math.max(0, open - 1));
  const missing = (dot: Dot | undefined) => !dot || Number.isNaN(dot.value);
  const alone = breaks ? line.filter((dot, i) => !missing(dot) && missing(line[i - 1]) && missing(line[i + 1])) : [];
  const stroke = color(series);
  const pattern = hatch(stroke);
  const band = {x: "at", y1: "lower", y2: "upper"};
  return [
    Plot.areaY(closed, {...band, fill: stroke, fillOpacity: 0.13}),
    ...(pending.length ? [pattern.mark, Plot.areaY(pending, {...band, fill: pattern.paint, fillOpacity: 0.35})] : []),
    Plot.lineY(closed, {x: "at", y: "value", stroke, strokeWidth: 2}),
    Plot.lineY(pending, {x: "at", y: "value", stroke, strokeWidth: 2, strokeDasharray: "4,3"}),
    ...(alone.length
      ? [
          Plot.ruleX(alone, {...band, stroke, strokeWidth: 4, strokeOpacity: 0.13}),
          Plot.dot(alone, {x: "at", y: "value", r: 2.5, fill: stroke})
        ]
      : []),
    Plot.dot(known.slice(-1), {
      x: "at",
      y: "value",
      r: 4,
      fill: open === -1 ? stroke : "var(--card)",
      stroke,
      strokeWidth: 2
    })
  ];
}
