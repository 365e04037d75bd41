import * as Plot from "@observablehq/plot";
import {valueAxis} from "./axis.js";
import {chart, type Chart, type ChartOptions} from "./chart.js";
import {rate} from "./format.js";

/** The share of accounts that still pay at an age in months, and of those that never stopped. */
export interface Age {
  age: number;
  active: number;
  lower: number | null;
  upper: number | null;
  neverLeft: number;
}

/** How many of each age still pay, with the interval, and below it those who never left. Null if there are fewer than two ages. */
export function AgeChart(ages: readonly Age[], {width = 640, label}: Partial<ChartOptions>): Chart | null {
  const last = ages.at(-1);
  if (!last || ages.length < 2) return null;
  const low = Math.min(...ages.map((a) => Math.min(a.lower ?? a.active, a.neverLeft)));
  const domain: [number, number] = [Math.max(0, Math.floor(low * 10 - 0.5) / 10), 1];
  const apart = Math.abs(last.active - last.neverLeft) > 0.04;
  const ends = [
    {age: last.age, y: last.active, text: `Pay ${rate(last.active, 0)}`, dy: apart ? 0 : -8},
    {age: last.age, y: last.neverLeft, text: `Never left ${rate(last.neverLeft, 0)}`, dy: apart ? 0 : 8}
  ];
  const step = width < 400 ? 12 : 6;
  return chart(
    {
      height: 260,
      marginLeft: 46,
      marginRight: 104,
      marginBottom: 40,
      x: {axis: null, domain: [0, last.age]},
      y: {axis: null, domain},
      marks: [
        valueAxis(domain, "rate", "USD", 5),
        Plot.axisX(
          ages.map((a) => a.age).filter((age) => age % step === 0),
          {tickSize: 0, tickPadding: 8, label: null, fill: "var(--tertiary)"}
        ),
        Plot.text(["months since the first payment"], {
          frameAnchor: "bottom-left",
          dy: 34,
          fill: "var(--tertiary)"
        }),
        Plot.areaY(ages, {x: "age", y1: "lower", y2: "upper", fill: "var(--accent)", fillOpacity: 0.13}),
        Plot.lineY(ages, {
          x: "age",
          y: "neverLeft",
          stroke: "var(--tertiary)",
          strokeWidth: 1.5,
          strokeDasharray: "4,3"
        }),
        Plot.lineY(ages, {x: "age", y: "active", stroke: "var(--accent)", strokeWidth: 2}),
        ends.map((end) =>
          Plot.text([end], {
            x: "age",
            y: "y",
            text: "text",
            dx: 8,
            dy: end.dy,
            textAnchor: "start",
            fill: end === ends[0] ? "var(--accent)" : "var(--tertiary)",
            fontWeight: 600
          })
        )
      ]
    },
    {
      width,
      label:
        label ??
        `Line chart. After ${last.age} months ${rate(last.active, 0)} still pay, ${rate(last.neverLeft, 0)} never left.`
    }
  );
}
