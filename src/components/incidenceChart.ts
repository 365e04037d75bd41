import * as Plot from "@observablehq/plot";
import {scaleLinear} from "d3";
import {paddedDomain, valueAxis} from "./axis.js";
import {chart, spread, textWidth, type Chart, type ChartOptions, type Reading} from "./chart.js";
import {count, intervalText, rate} from "./format.js";

/** The share that has had an event by a time, and how many still waited just before. */
export interface IncidencePoint {
  time: number;
  value: number;
  lower: number | null;
  upper: number | null;
  atRisk: number;
}

export interface IncidenceSeries {
  name: string;
  color?: string;
  values: readonly IncidencePoint[];
}

export interface IncidenceChartOptions extends Partial<ChartOptions> {
  /** What the time is: "months since the first payment". */
  time: string;
}

const steps = [1, 2, 3, 6, 12, 24, 48];
const rise = {curve: "step-after"} as const;

/** Shares that only rise, as steps from zero, with their bands; below the axis how many still wait. Null without a point. */
export function IncidenceChart(
  series: readonly IncidenceSeries[],
  {width = 640, label, time}: IncidenceChartOptions
): Chart | null {
  const shown = series.filter((one) => one.values.length > 0);
  if (!shown.length) return null;
  const last = Math.max(...shown.flatMap((one) => one.values.map((point) => point.time)));
  const domain = paddedDomain([0, ...shown.flatMap((one) => one.values.flatMap((p) => [p.value, p.upper]))], [0, 1]);
  const names = shown.map((one) => `${one.name} ${rate(one.values.at(-1)!.value, 0)}`);
  const right = 16 + Math.max(...names.map((name) => textWidth(name, 13)));
  const [top, left, height, bottom] = [16, 46, 280, 62];
  const y = scaleLinear(domain, [height - bottom, top]);
  const ends = spread(
    shown.map((one) => y(one.values.at(-1)!.value)),
    16,
    height - bottom
  );
  const wanted = Math.max(2, (width - left - right) / 56);
  const step = steps.find((one) => last / one <= wanted) ?? steps.at(-1)!;
  const ticks = Array.from({length: Math.floor(last / step) + 1}, (_, i) => i * step);
  const waiting = ticks.map((at) => ({at, n: shown.length === 1 || sameRisk(shown) ? atRisk(shown[0]!, at) : null}));
  const known = waiting.filter(({n}) => n !== null);
  return chart(
    {
      height,
      marginTop: top,
      marginLeft: left,
      marginRight: right,
      marginBottom: bottom,
      x: {axis: null, domain: [0, last]},
      y: {axis: null, domain},
      marks: [
        valueAxis(domain, "rate", "USD", 5),
        Plot.axisX(ticks, {tickSize: 0, tickPadding: 8, tickFormat: count, label: null, fill: "var(--tertiary)"}),
        Plot.text([time], {frameAnchor: "bottom-left", dy: 38, fill: "var(--tertiary)"}),
        Plot.text(known, {
          x: "at",
          frameAnchor: "bottom",
          dy: 56,
          text: ({n}: {n: number | null}) => count(n),
          fill: "var(--tertiary)",
          fontSize: 11
        }),
        known.length
          ? Plot.text(["at risk"], {frameAnchor: "bottom-right", dx: 52, dy: 56, fill: "var(--tertiary)", fontSize: 11})
          : null,
        ...shown.flatMap((one) => marksOf(one)),
        Plot.text(
          shown.map((one, i) => ({name: names[i]!, x: last, y: y.invert(ends[i]!), color: labelPaint(one)})),
          {x: "x", y: "y", text: "name", dx: 8, textAnchor: "start", fill: "color", fontWeight: 600, fontSize: 12.5}
        )
      ]
    },
    {
      width,
      readings: readings(shown, time),
      label:
        label ??
        `Step chart, ${time}. ${shown.map((one) => `${one.name}: ${rate(one.values.at(-1)!.value)} by ${count(one.values.at(-1)!.time)}`).join(". ")}.`
    }
  );
}

function readings(series: readonly IncidenceSeries[], time: string): Reading[] {
  const times = [...new Set(series.flatMap((one) => one.values.map((point) => point.time)))];
  return times.map((at) => ({
    at,
    name: `${count(at)} ${time}`,
    values: series.flatMap(({name, values}) =>
      values
        .filter((point) => point.time === at)
        .map(({value, lower, upper}) => ({name, text: intervalText(value, lower, upper), y: value}))
    )
  }));
}

function paint(one: IncidenceSeries): string {
  return one.color ?? "var(--accent)";
}

const readable = new Set(["var(--accent)", "var(--new)", "var(--churn)", "var(--tertiary)"]);

/** Colours under 4.5:1 on a card carry lines, not text. */
function labelPaint(one: IncidenceSeries): string {
  return readable.has(paint(one)) ? paint(one) : "var(--ink)";
}

/** From zero at time zero, and the last step out to where it is known. */
function marksOf(one: IncidenceSeries): Plot.Markish[] {
  const points = [{time: 0, value: 0, lower: 0, upper: 0}, ...one.values];
  const banded = points.filter((point) => point.lower !== null && point.upper !== null);
  const stroke = paint(one);
  return [
    Plot.areaY(banded, {x: "time", y1: "lower", y2: "upper", fill: stroke, fillOpacity: 0.13, ...rise}),
    Plot.lineY(points, {x: "time", y: "value", stroke, strokeWidth: 2, ...rise})
  ];
}

function sameRisk(series: readonly IncidenceSeries[]): boolean {
  const risks = series.map((one) => one.values.map((point) => point.atRisk).join());
  return new Set(risks).size === 1;
}

/** Those at risk at a time are those of the next point. */
function atRisk({values}: IncidenceSeries, time: number): number | null {
  return values.find((point) => point.time >= time && point.time > 0)?.atRisk ?? null;
}
