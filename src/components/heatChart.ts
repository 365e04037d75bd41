import * as Plot from "@observablehq/plot";
import {chart, hatch, narrow, textWidth, type Chart, type ChartOptions} from "./chart.js";

/** One cell of a heat map; a null value is there but not shown. */
export interface HeatCell {
  row: string;
  /** An ISO date; columns stand in its order. */
  column: string;
  value: number | null;
}

export interface HeatOptions extends Partial<ChartOptions> {
  rows: readonly {id: string; name: string}[];
  format: (value: number) => string;
  columnName: (column: string) => string;
}

const rowHeight = 34;

/**
 * Rows by columns, deeper where the value is higher, with the value in each cell. The newest columns that fit are drawn; what is not
 * shown is hatched. Null without a column.
 */
export function HeatChart(cells: readonly HeatCell[], options: HeatOptions): Chart | null {
  const {rows, format, columnName, width = 640, label} = options;
  const small = width < narrow;
  const left = Math.min(14 + Math.max(...rows.map(({name}) => textWidth(name, 13))), width * 0.45);
  const widest = Math.max(0, ...cells.map(({value}) => (value === null ? 0 : textWidth(format(value), 11))));
  const columns = newest(cells, Math.floor((width - left - 2) / Math.max(26, widest + 6)));
  if (!columns.length || !rows.length) return null;
  const drawn = cells.filter(({column}) => columns.includes(column));
  const values = drawn.flatMap(({value}) => (value === null ? [] : [value]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // As deep as ink on it stays readable.
  const depth = ({value}: HeatCell) => (value === null ? 0 : 0.06 + 0.42 * ((value - low) / (high - low || 1)));
  const pattern = hatch("var(--control)");
  const band = {x: "column", y: "row", inset: 1} as const;
  const every = Math.ceil(columns.length / Math.floor((width - left) / (small ? 52 : 60)));
  const named = columns.filter((_, i) => (columns.length - 1 - i) % every === 0);
  return chart(
    {
      height: rows.length * rowHeight + 30,
      marginLeft: left,
      marginRight: 2,
      marginTop: 4,
      marginBottom: 26,
      x: {axis: null, type: "band", domain: columns, padding: 0},
      y: {axis: null, type: "band", domain: rows.map(({id}) => id), padding: 0},
      marks: [
        pattern.mark,
        Plot.cell(
          drawn.filter(({value}) => value === null),
          {...band, fill: pattern.paint, fillOpacity: 0.45}
        ),
        Plot.cell(
          drawn.filter(({value}) => value !== null),
          {...band, fill: "var(--accent)", fillOpacity: depth}
        ),
        Plot.text(
          drawn.filter(({value}) => value !== null),
          {x: "column", y: "row", text: ({value}: HeatCell) => format(value!), fill: "var(--ink)", fontSize: 11}
        ),
        Plot.text(named, {
          x: (column: string) => column,
          frameAnchor: "bottom",
          dy: 16,
          text: columnName,
          fill: "var(--tertiary)"
        }),
        Plot.text(rows, {
          x: null,
          y: "id",
          frameAnchor: "left",
          dx: -left,
          textAnchor: "start",
          text: "name",
          fill: "var(--ink)",
          fontSize: 13
        })
      ]
    },
    {width, label: label ?? "Table of values; the table below has all."}
  );
}

function newest(cells: readonly HeatCell[], most: number): string[] {
  return [...new Set(cells.map(({column}) => column))].sort().slice(-Math.max(1, most));
}
