import * as Plot from "@observablehq/plot";
import {scaleLinear} from "d3";
import {valueAxis} from "./axis.js";
import {chart, narrow, spread, textWidth, type Chart, type ChartOptions, type Reading} from "./chart.js";
import {count, intervalText, plural, rate} from "./format.js";
import type {SurvivalCurve} from "./survivalView.js";

const halo = {stroke: "var(--card)", strokeWidth: 4};

/** Share still there by age as steps with their bands, and below who was at risk. Null if there is no curve. */
export function SurvivalChart(
  curves: readonly SurvivalCurve[],
  {width = 640, label}: Partial<ChartOptions>
): Chart | null {
  if (curves.length === 0) return null;
  const small = width < narrow;
  const last = Math.max(...curves.map(({steps}) => steps.at(-1)!.time));
  const low = Math.min(...curves.flatMap(({steps}) => steps.map((step) => step.lower ?? step.survival)));
  const domain: [number, number] = [Math.max(0, Math.floor(low * 10) / 10), 1];
  const step = last <= 12 ? 3 : last <= 30 && !small ? 6 : 12;
  const ages = Array.from({length: Math.floor(last / step) + 1}, (_, i) => i * step);
  const ends = curves.map(({name, steps}) => {
    const value = rate(steps.at(-1)!.survival, 0);
    return small && curves.length > 1 ? value : `${name} ${value}`;
  });
  // Room for a swatch, the name and half of the first number.
  const left = 38 + Math.max(8, ...curves.map(({name}) => textWidth(name)));
  const right = 16 + Math.max(...ends.map((text) => textWidth(text, 12.5)));
  const table = 54;
  const bottom = table + curves.length * 18;
  const height = (small ? 210 : 240) + bottom;
  const y = scaleLinear(domain, [height - bottom, 16]);
  const at = spread(
    curves.map(({steps}) => y(steps.at(-1)!.survival)),
    16,
    height - bottom
  );
  const below = {frameAnchor: "bottom", lineAnchor: "middle"} as const;
  const row = (i: number) => table + 10 + i * 18;
  return chart(
    {
      height,
      marginLeft: left,
      marginRight: right,
      marginBottom: bottom,
      x: {axis: null, domain: [0, last]},
      y: {axis: null, domain},
      marks: [
        valueAxis(domain, "rate", "USD", 5),
        Plot.axisX(ages, {tickSize: 0, tickPadding: 8, label: null, fill: "var(--tertiary)"}),
        Plot.text(["months since the first payment"], {
          ...below,
          frameAnchor: "bottom",
          dy: 34,
          fill: "var(--tertiary)"
        }),
        ...curves.flatMap((curve) => curveMarks(curve)),
        ...curves.map(({steps}, i) =>
          Plot.text([steps.at(-1)!], {
            x: "time",
            y: () => y.invert(at[i]!),
            text: () => ends[i],
            dx: 9,
            textAnchor: "start",
            fill: "var(--ink)",
            fontWeight: 600,
            fontSize: 12.5,
            ...halo
          })
        ),
        Plot.text(["at risk"], {
          x: null,
          ...below,
          frameAnchor: "bottom-left",
          dx: 8 - left,
          dy: table - 6,
          textAnchor: "start",
          fill: "var(--tertiary)"
        }),
        ...curves.flatMap(({name, color, steps}, i) => [
          Plot.dot([name], {x: null, frameAnchor: "bottom-left", dx: 12 - left, dy: row(i), r: 4, fill: color}),
          Plot.text([name], {
            x: null,
            ...below,
            frameAnchor: "bottom-left",
            dx: 20 - left,
            dy: row(i),
            textAnchor: "start",
            fill: "var(--ink)"
          }),
          Plot.text(
            ages.map((age) => ({age, n: steps.find(({time}) => time >= Math.max(1, age))?.atRisk})),
            {
              ...below,
              x: "age",
              dy: row(i),
              text: ({n}: {n?: number}) => (n === undefined ? "" : count(n)),
              fill: "var(--secondary)"
            }
          )
        ])
      ]
    },
    {width, label: label ?? describe(curves), readings: readings(curves)}
  );
}

function readings(curves: readonly SurvivalCurve[]): Reading[] {
  const times = [...new Set(curves.flatMap(({steps}) => steps.map(({time}) => time)))];
  return times.map((at) => ({
    at,
    name: plural(at, "month"),
    values: curves.flatMap(({name, steps}) =>
      steps
        .filter(({time}) => time === at)
        .map(({survival, lower, upper}) => ({
          ...(curves.length > 1 ? {name} : {}),
          text: intervalText(survival, lower, upper),
          y: survival
        }))
    )
  }));
}

function curveMarks({color, steps}: SurvivalCurve): Plot.Markish[] {
  const points = [{time: 0, survival: 1, lower: 1, upper: 1}, ...steps];
  const curve = "step-after";
  return [
    Plot.areaY(
      points.filter(({lower}) => lower !== null),
      {x: "time", y1: "lower", y2: "upper", curve, fill: color, fillOpacity: 0.13}
    ),
    Plot.lineY(points, {x: "time", y: "survival", curve, stroke: color, strokeWidth: 2}),
    Plot.dot(points.slice(-1), {x: "time", y: "survival", r: 4, fill: color})
  ];
}

function describe(curves: readonly SurvivalCurve[]): string {
  const parts = curves.map(({name, steps}) => {
    const end = steps.at(-1)!;
    return `${name}: ${rate(end.survival, 0)} after ${end.time} months`;
  });
  return `Step curves of the share still there. ${parts.join(". ")}.`;
}
