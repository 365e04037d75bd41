import * as Plot from "@observablehq/plot";
import {paddedDomain, tickFormat} from "./axis.js";
import {rate} from "./format.js";
import {chart, type Chart, type ChartOptions} from "./chart.js";
import {ticks} from "d3";

/** A value so many periods from an event, with the interval of its own and the one that holds for all at once. */
export interface EventPoint {
  event: number;
  value: number;
  lower: number | null;
  upper: number | null;
  allLower: number | null;
  allUpper: number | null;
}

/** Values around an event at 0, those before it hollow; the base is the period all are set against. Null if there are none. */
export function EventChart(
  points: readonly EventPoint[],
  {width = 640, base = -1, axis, label}: Partial<ChartOptions> & {base?: number; axis: string}
): Chart | null {
  if (points.length === 0) return null;
  const events = points.map(({event}) => event);
  const [from, to] = [Math.min(base, ...events), Math.max(0, ...events)];
  const domain = paddedDomain([0, ...points.flatMap((p) => [p.value, p.lower, p.upper, p.allLower, p.allUpper])]);
  const at = ticks(domain[0], domain[1], width < 480 ? 4 : 5);
  const format = tickFormat("rate", "USD", at);
  const every = width < 400 ? 2 : 1;
  const months = Array.from({length: to - from + 1}, (_, i) => from + i);
  const banded = points.filter(({allLower}) => allLower !== null);
  const bounded = points.filter(({lower}) => lower !== null);
  return chart(
    {
      height: 290,
      marginTop: 22,
      marginLeft: 52,
      marginRight: 14,
      marginBottom: 44,
      x: {axis: null, domain: [from - 0.5, to + 0.5]},
      y: {axis: null, domain},
      marks: [
        Plot.gridY(at, {stroke: "var(--line)", strokeOpacity: 1}),
        Plot.axisY(at, {tickSize: 0, tickFormat: format, label: null, fill: "var(--tertiary)"}),
        Plot.axisX(
          months.filter((month) => month % every === 0),
          {tickSize: 0, tickPadding: 8, tickFormat: signed, label: null, fill: "var(--tertiary)"}
        ),
        Plot.text([axis], {frameAnchor: "bottom", dy: 38, fill: "var(--tertiary)"}),
        Plot.ruleY([0], {stroke: "var(--control)", strokeDasharray: "2,3"}),
        Plot.ruleX([-0.5], {stroke: "var(--control)", strokeWidth: 0.75}),
        Plot.text(["before"], {
          x: -0.5,
          frameAnchor: "top",
          dx: -6,
          dy: -12,
          textAnchor: "end",
          fill: "var(--tertiary)"
        }),
        Plot.text(["after"], {
          x: -0.5,
          frameAnchor: "top",
          dx: 6,
          dy: -12,
          textAnchor: "start",
          fill: "var(--tertiary)"
        }),
        Plot.ruleX(banded, {x: "event", y1: "allLower", y2: "allUpper", stroke: paint, strokeWidth: 1.25}),
        Plot.ruleX(bounded, {
          x: "event",
          y1: "lower",
          y2: "upper",
          stroke: paint,
          strokeWidth: 6,
          strokeOpacity: 0.35,
          strokeLinecap: "round"
        }),
        Plot.dot(points, {
          x: "event",
          y: "value",
          r: 4,
          stroke: paint,
          strokeWidth: 2,
          fill: ({event}: EventPoint) => (event < 0 ? "var(--card)" : "var(--accent)")
        }),
        events.includes(base)
          ? null
          : Plot.dot([base], {x: (event: number) => event, y: 0, r: 3, fill: "var(--tertiary)"})
      ]
    },
    {
      width,
      label: label ?? `Values from ${from} to ${to} months around an event.`,
      readings: points.map(({event, value, lower, upper}) => ({
        at: event,
        name: `${signed(event)} ${Math.abs(event) === 1 ? "month" : "months"}`,
        values: [{text: valueText(value, lower, upper), y: value}]
      }))
    }
  );
}

function valueText(value: number, lower: number | null, upper: number | null): string {
  const sign = (share: number) => `${share > 0 ? "+" : ""}${rate(share)}`;
  return lower === null || upper === null ? sign(value) : `${sign(value)} (${sign(lower)} to ${sign(upper)})`;
}

function paint({event}: EventPoint): string {
  return event < 0 ? "var(--tertiary)" : "var(--accent)";
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value).replace("-", "−");
}
