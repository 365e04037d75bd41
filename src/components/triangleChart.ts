import * as Plot from "@observablehq/plot";
import type {CohortCell, CohortTotal} from "../stats/cohortTotals.js";
import {chart, hatch, narrow, textWidth, type Chart, type ChartOptions} from "./chart.js";
import {month, rate} from "./format.js";

/** What is shown of each cohort at each age. */
export type TriangleMeasure = "active" | "gross" | "net";

export interface Triangle {
  /** Months of a cohort and of a step in age: 1, 3 or 12. */
  grain: number;
  cells: CohortCell[];
  totals: CohortTotal[];
  omitted: {cohorts: number; accounts: number};
}

/** The share of a cell; null where a cohort began without revenue. */
export function cellShare(cell: Triangle["cells"][number], measure: TriangleMeasure): number | null {
  if (measure === "active") return cell.active / cell.accounts;
  return cell.start > 0 ? (measure === "net" ? cell.end : cell.kept) / cell.start : null;
}

/** "Q3 2026", "Oct 2026" or "2026". */
export function cohortName(cohort: string): string {
  return cohort.length === 4 ? cohort : month(cohort);
}

interface Square {
  row: string;
  age: number;
  value: number | null;
  mature: boolean;
}

const rowHeight = 26;
const total = "All old enough";

/**
 * A row a cohort, a column an age; what some accounts have yet to reach is hatched, and the last row is the total of the cohorts
 * all of whose accounts have. Null without a cohort that has reached an age after the first.
 */
export function TriangleChart(
  triangle: Triangle,
  measure: TriangleMeasure,
  {width = 640, label}: Partial<ChartOptions>
): Chart | null {
  const {cells, totals, grain} = triangle;
  // All of a cohort is there at age 0, which says how many that is.
  const sizes = new Map(cells.filter((c) => c.age === 0).map((c) => [c.cohort, c.accounts]));
  const later = cells.filter((c) => c.age > 0);
  const cohorts = [...new Set(later.map((c) => c.cohort))].sort();
  if (cohorts.length === 0) return null;
  const last = Math.max(...later.map((c) => c.age));
  const small = width < narrow;
  const name = (row: string) => {
    if (row === total) return small ? "All" : total;
    return small ? cohortName(row) : `${cohortName(row)} · ${sizes.get(row) ?? 0}`;
  };
  const left = 12 + Math.max(...[...cohorts, total].map((row) => textWidth(name(row))));
  const step = Math.ceil(last / Math.floor((width - left - 2) / 23));
  const drawn = later
    .filter((c) => cohorts.includes(c.cohort) && c.age % step === 0)
    .map((c) => ({row: c.cohort, age: c.age, value: cellShare(c, measure), mature: c.mature}));
  const sums = totals
    .filter((t) => t.age > 0 && t.age % step === 0)
    .map((t) => ({row: total, age: t.age, value: t[measure], mature: true}));
  const all = [...drawn, ...sums];
  const values = all.flatMap((c) => (c.mature && c.value !== null ? [c.value] : []));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // As deep as ink on it stays readable.
  const depth = (value: number | null) =>
    value === null ? 0 : 0.06 + 0.42 * ((Math.min(high, Math.max(low, value)) - low) / (high - low || 1));
  const pattern = hatch("var(--control)");
  const band = {x: "age", y: "row", inset: 1} as const;
  const unit = {1: "months", 3: "quarters", 12: "years"}[grain] ?? "periods";
  return chart(
    {
      height: (cohorts.length + 1) * rowHeight + 58,
      marginLeft: left,
      marginRight: 2,
      marginTop: 44,
      marginBottom: 14,
      x: {axis: null, type: "band", domain: [...new Set(all.map((c) => c.age))].sort((a, b) => a - b), padding: 0},
      y: {axis: null, type: "band", domain: [...cohorts, total], padding: 0},
      marks: [
        pattern.mark,
        Plot.axisX({anchor: "top", tickSize: 0, tickPadding: 4, label: null, fill: "var(--tertiary)"}),
        Plot.text([`${unit} since the first payment`], {
          x: null,
          frameAnchor: "top-left",
          dx: -left,
          dy: -36,
          textAnchor: "start",
          fill: "var(--tertiary)"
        }),
        Plot.text(small ? [] : ["cohort · accounts"], {
          x: null,
          frameAnchor: "top-left",
          dx: -left,
          dy: -16,
          textAnchor: "start",
          fill: "var(--tertiary)"
        }),
        Plot.cell(
          all.filter((c) => !c.mature),
          {...band, fill: pattern.paint, fillOpacity: 0.45}
        ),
        Plot.cell(all, {...band, fill: "var(--accent)", fillOpacity: (c: {value: number | null}) => depth(c.value)}),
        Plot.cell(sums, {...band, fill: "none", stroke: "var(--control)", strokeWidth: 0.75}),
        valueText(
          drawn.filter((c) => c.mature),
          {}
        ),
        valueText(
          drawn.filter((c) => !c.mature),
          {stroke: "var(--card)", strokeWidth: 4}
        ),
        valueText(sums, {fontWeight: 600}),
        Plot.text([...cohorts, total], {
          x: null,
          y: (row: string) => row,
          frameAnchor: "left",
          dx: -left,
          textAnchor: "start",
          text: name,
          fill: "var(--secondary)"
        })
      ]
    },
    {width, label: label ?? describe(triangle, measure, unit)}
  );
}

function valueText(cells: readonly Square[], style: Plot.TextOptions): Plot.Markish {
  const text = ({value}: Square) => (value === null ? "" : rate(value, 0).replace("%", ""));
  return Plot.text(cells, {x: "age", y: "row", text, fill: "var(--ink)", ...style});
}

function describe({totals}: Triangle, measure: TriangleMeasure, unit: string): string {
  const of = {active: "accounts", gross: "gross revenue", net: "net revenue"}[measure];
  const parts = totals.map((t) => `${t.age}: ${rate(t[measure], 0)}`);
  return `Table of cohorts by age, share of ${of} in percent. All cohorts old enough, by ${unit}: ${parts.join(", ")}.`;
}
