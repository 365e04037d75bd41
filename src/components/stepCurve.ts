import * as Plot from "@observablehq/plot";
import {fittingTicks, paddedDomain, valueAxis} from "./axis.js";
import {chart, narrow, textWidth, type Chart, type ChartOptions} from "./chart.js";
import {count, intervalText, rate} from "./format.js";

/** A share that has happened by a time, and how many were at risk just before it. */
export interface StepPoint {
  at: number;
  value: number;
  lower: number | null;
  upper: number | null;
  atRisk: number;
}

export interface StepCurveOptions extends Partial<ChartOptions> {
  /** What the times are: "days since the start". */
  axis: string;
  /** Where the picture ends. */
  end?: number;
  counted?: string;
}

/** A rising share in steps with its band, and the number at risk under the axis. Null if there are fewer than two steps. */
export function StepCurve(points: readonly StepPoint[], options: StepCurveOptions): Chart | null {
  const {axis, width = 640, counted = "trials"} = options;
  const last = points.at(-1);
  if (!last || points.length < 2) return null;
  const end = Math.max(options.end ?? last.at, last.at);
  // A step reaches to the next one, or to the end of the picture.
  const drawn = [{at: 0, value: 0, lower: null, upper: null}, ...points, {...last, at: last.at < end ? last.at : end}];
  const domain = paddedDomain([0, ...points.flatMap(({value, upper}) => [value, upper])], [0, 1]);
  const name = rate(last.value);
  const right = 22 + textWidth(name, 13);
  const left = 46;
  const ticks = fittingTicks([0, end], width - left - right, () => String);
  const risk = ticks.flatMap((at) => {
    // Who leaves at a time is still at risk at it.
    const next = points.find((point) => point.at >= at);
    return next ? [{at, text: count(next.atRisk)}] : [];
  });
  return chart(
    {
      height: width < narrow ? 270 : 290,
      marginLeft: left,
      marginRight: right,
      marginBottom: 66,
      x: {axis: null, domain: [0, end]},
      y: {axis: null, domain},
      marks: [
        valueAxis(domain, "rate", "USD", 5),
        Plot.axisX(ticks, {tickSize: 0, tickPadding: 8, label: null, tickFormat: String, fill: "var(--tertiary)"}),
        Plot.text([axis], {frameAnchor: "bottom-left", dy: 34, fill: "var(--tertiary)"}),
        Plot.text(risk, {x: "at", frameAnchor: "bottom", dy: 50, text: "text", fill: "var(--secondary)"}),
        Plot.text([`${counted} at risk`], {frameAnchor: "bottom-left", dy: 64, fill: "var(--tertiary)"}),
        Plot.areaY(drawn, {
          x: "at",
          y1: "lower",
          y2: "upper",
          curve: "step-after",
          fill: "var(--accent)",
          fillOpacity: 0.13
        }),
        Plot.lineY(drawn, {x: "at", y: "value", curve: "step-after", stroke: "var(--accent)", strokeWidth: 2}),
        Plot.dot([last], {x: "at", y: "value", r: 4, fill: "var(--accent)"}),
        Plot.text([last], {
          x: "at",
          y: "value",
          text: () => name,
          dx: 9,
          textAnchor: "start",
          fill: "var(--accent)",
          fontWeight: 600,
          fontSize: 12.5,
          stroke: "var(--card)",
          strokeWidth: 4
        })
      ]
    },
    {
      width,
      readings: points.map(({at, value, lower, upper, atRisk}) => ({
        at,
        name: `${count(at)} ${axis}`,
        values: [
          {text: intervalText(value, lower, upper), y: value},
          {text: `${count(atRisk)} ${counted} at risk`, y: null}
        ]
      })),
      label:
        options.label ??
        `Stepped line. ${points
          .filter((_, i) => i === points.length - 1 || i % Math.ceil(points.length / 4) === 0)
          .map((point) => `${rate(point.value)} by ${count(point.at)} ${axis}`)
          .join(", ")}.`
    }
  );
}
