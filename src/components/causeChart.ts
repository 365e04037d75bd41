import * as Plot from "@observablehq/plot";
import {chart, textWidth, type Chart, type ChartOptions} from "./chart.js";
import {moneyShort} from "./format.js";
import type {CauseRow} from "./revenueView.js";

export interface CauseChartOptions extends Partial<ChartOptions> {
  currency: string;
  minorPerMajor: number;
}

/** One row a cause: what it added to growing customers right of zero, what it took from shrinking ones left. Grey is outside recurring revenue. */
export function CauseChart(rows: readonly CauseRow[], options: CauseChartOptions): Chart | null {
  const {currency, minorPerMajor, width = 640} = options;
  const shown = rows.filter((row) => row.expansion !== 0 || row.contraction !== 0);
  if (!shown.length) return null;
  const text = (value: number) => moneyShort(value, currency, true);
  const bars = shown.flatMap(({name, expansion, contraction, outside}, i) => [
    {i, name, value: expansion / minorPerMajor, color: outside ? "var(--tertiary)" : "var(--accent)", dy: -8},
    {i, name, value: contraction / minorPerMajor, color: outside ? "var(--tertiary)" : "var(--contraction)", dy: 8}
  ]);
  const drawn = bars.filter((bar) => bar.value !== 0);
  const longest = 16 + Math.max(...shown.map((row) => textWidth(row.name, 13)));
  const above = longest > width * 0.32;
  const left = above ? 4 : longest;
  const step = above ? 64 : 42;
  const values = drawn.map((bar) => bar.value);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  // Room for the amount beyond the end of a bar, in the units of the axis.
  const label = 12 + Math.max(...drawn.map((bar) => textWidth(text(bar.value))));
  const perPixel = (high - low) / Math.max(80, width - left - (low < 0 ? 2 : 1) * label - 8);
  const domain = [low < 0 ? low - label * perPixel : 0, high + label * perPixel];
  const names = shown.map((row, i) => ({name: row.name, i}));
  const end = (bar: {value: number}) => (bar.value < 0 ? "end" : "start");
  return chart(
    {
      height: shown.length * step + 6,
      marginTop: 2,
      marginBottom: 4,
      marginLeft: left,
      marginRight: 4,
      x: {axis: null, domain},
      y: {axis: null, domain: [-0.5, shown.length - 0.5], reverse: true},
      marks: [
        ...bars.map((bar) =>
          Plot.rect([bar], {
            x1: 0,
            x2: "value",
            y1: bar.i + (bar.dy + (above ? 12 : 0) - 7) / step,
            y2: bar.i + (bar.dy + (above ? 12 : 0) + 7) / step,
            fill: bar.color,
            rx: 1
          })
        ),
        Plot.ruleX([0], {stroke: "var(--control)"}),
        ...drawn.map((bar) =>
          Plot.text([bar], {
            x: "value",
            y: bar.i + (bar.dy + (above ? 12 : 0)) / step,
            dx: bar.value < 0 ? -6 : 6,
            text: () => text(bar.value),
            textAnchor: end(bar),
            fill: "var(--secondary)"
          })
        ),
        Plot.text(names, {
          frameAnchor: "left",
          dx: -left,
          y: "i",
          dy: above ? -18 : 0,
          text: "name",
          textAnchor: "start",
          fontSize: 13,
          fill: "var(--ink)",
          stroke: "var(--card)",
          strokeWidth: 4
        })
      ]
    },
    {
      width,
      label:
        options.label ??
        `Bars. ${shown.map((row) => `${row.name}: ${text(row.expansion / minorPerMajor)} ${row.outside ? "up" : "in expansion"}, ${text(row.contraction / minorPerMajor)} ${row.outside ? "down" : "in contraction"}`).join(". ")}.`
    }
  );
}
