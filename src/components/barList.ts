import * as Plot from "@observablehq/plot";
import {chart, textWidth, type Chart, type ChartOptions} from "./chart.js";
import {count} from "./format.js";

export interface BarRow {
  name: string;
  value: number;
  /** What stands beside the bar after its count. */
  detail?: string;
  color?: string;
}

/** Bars that lie down, one a row, from zero, each with its count, or its value in another format. Null without rows. */
export function BarList(
  rows: readonly BarRow[],
  {width = 640, label, format = count}: Partial<ChartOptions> & {format?: (value: number) => string} = {}
): Chart | null {
  if (!rows.length) return null;
  const text = (row: BarRow) => `${format(row.value)}${row.detail ? ` · ${row.detail}` : ""}`;
  const longest = 16 + Math.max(...rows.map((row) => textWidth(row.name, 13)));
  const above = longest > width * 0.4;
  const left = above ? 4 : longest;
  const step = above ? 48 : 30;
  const right = 12 + Math.max(...rows.map((row) => textWidth(text(row))));
  const placed = rows.map((row, i) => ({...row, i}));
  return chart(
    {
      height: rows.length * step + 4,
      marginTop: 2,
      marginBottom: 2,
      marginLeft: left,
      marginRight: right,
      x: {
        axis: null,
        domain: [Math.min(0, ...rows.map((row) => row.value)), Math.max(...rows.map((row) => row.value), 0) || 1]
      },
      y: {axis: null, type: "band", domain: placed.map((row) => row.i), padding: above ? 0.64 : 0.35},
      marks: [
        Plot.barX(placed, {x1: 0, x2: "value", y: "i", fill: (row: BarRow) => row.color ?? "var(--accent)"}),
        Plot.text(placed, {
          frameAnchor: "left",
          dx: -left,
          y: "i",
          dy: above ? -18 : 0,
          text: "name",
          textAnchor: "start",
          fontSize: 13,
          fill: "var(--ink)"
        }),
        Plot.text(placed, {
          x: (row: BarRow) => Math.max(0, row.value),
          y: "i",
          dx: 6,
          text,
          textAnchor: "start",
          fill: "var(--secondary)"
        })
      ]
    },
    {width, label: label ?? `Bars. ${rows.map((row) => `${row.name}: ${text(row)}`).join(". ")}.`}
  );
}
