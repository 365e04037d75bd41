import * as Plot from "@observablehq/plot";
import {scaleLinear} from "d3";
import {fittingTicks, valueAxis} from "./axis.js";
import {chart, narrow, textWidth, type Chart, type ChartOptions} from "./chart.js";
import {rate} from "./format.js";
import {typed} from "./plannerText.js";
import type {PowerPoint} from "./plannerView.js";

export interface PowerChartOptions extends Partial<ChartOptions> {
  /** What lies along the bottom. */
  axis: string;
  format: (at: number) => string;
  /** The power asked for. */
  power: number;
  /** What is planned, and what would do: each a line down to the axis with its name. */
  marks: readonly {at: number; name: string}[];
}

const halo = {stroke: "var(--card)", strokeWidth: 4};

/** Power as a line over differences or days. Null if there is no span. */
export function PowerChart(points: readonly PowerPoint[], options: PowerChartOptions): Chart | null {
  const {axis, format, power, width = 640, label} = options;
  const last = points.at(-1);
  if (!last || points.length < 2) return null;
  const [left, right] = [46, 22];
  const domain: [number, number] = [Math.min(0, last.at), Math.max(0, last.at)];
  const ticks = fittingTicks(domain, width - left - right, () => format);
  const inside = options.marks.filter(({at}) => at >= domain[0] && at <= domain[1]);
  const x = scaleLinear(domain, [left, width - right]);
  // Two names stand outside their lines, one where there is more room, and any where it fits.
  const isLeft = ({at, name}: {at: number; name: string}): boolean => {
    const isFirst = inside.length > 1 ? inside.every((other) => at <= other.at) : x(at) > width / 2;
    const fits = {left: x(at) - textWidth(name) - 8 > left, right: x(at) + textWidth(name) + 8 < width};
    return isFirst ? fits.left || !fits.right : !fits.right && fits.left;
  };
  return chart(
    {
      height: width < narrow ? 250 : 270,
      marginLeft: left,
      marginRight: right,
      marginTop: 24,
      marginBottom: 46,
      x: {axis: null, domain},
      y: {axis: null, domain: [0, 1]},
      marks: [
        valueAxis([0, 1], "rate", "USD", 5),
        Plot.axisX(ticks, {tickSize: 0, tickPadding: 8, label: null, tickFormat: format, fill: "var(--tertiary)"}),
        Plot.text([axis], {frameAnchor: "bottom-left", dy: 36, fill: "var(--tertiary)"}),
        Plot.ruleY([power], {stroke: "var(--control)", strokeDasharray: "2,3"}),
        Plot.text([`${typed(power * 100)}% asked for`], {
          x: () => domain[0],
          y: () => power,
          ...{dx: 3, dy: -8, textAnchor: "start", fill: "var(--tertiary)", ...halo}
        }),
        Plot.ruleX(inside, {x: "at", y1: 0, y2: 1, stroke: "var(--control)", strokeWidth: 0.75}),
        Plot.lineY(points, {x: "at", y: "power", curve: "monotone-x", stroke: "var(--accent)", strokeWidth: 2}),
        ...inside.map((mark, i) =>
          Plot.text([mark], {
            x: "at",
            y: 0.1 + 0.12 * i,
            text: "name",
            dx: isLeft(mark) ? -5 : 5,
            textAnchor: isLeft(mark) ? "end" : "start",
            fill: "var(--ink)",
            ...halo
          })
        )
      ]
    },
    {
      width,
      label: label ?? describe(points, options),
      readings: points.map(({at, power}) => ({
        at,
        name: format(at),
        values: [{text: `power ${rate(power, 0)}`, y: power}]
      }))
    }
  );
}

function describe(points: readonly PowerPoint[], {axis, format}: PowerChartOptions): string {
  const some = points.filter((_, i) => i % Math.ceil(points.length / 5) === 0 || i === points.length - 1);
  return `Line of the power. ${axis}: ${some.map(({at, power}) => `${rate(power, 0)} at ${format(at)}`).join(", ")}.`;
}
