import * as Plot from "@observablehq/plot";
import {timeTicks} from "./axis.js";
import {chart, hatch, narrow, spread, textWidth, type Chart, type ChartOptions} from "./chart.js";
import {count, month, rate, type Maybe} from "./format.js";

export interface Cohort {
  month: string;
  started: number;
  converted: number;
  pending: number;
  abandoned: number;
  mature: boolean;
  rate: Maybe;
  lower: Maybe;
  upper: Maybe;
  /** Its trials are in groups too small to show: it has its place and no bar. */
  hidden?: boolean;
}

const parts = [
  {key: "converted", name: "Paying", color: "var(--accent)"},
  {key: "pending", name: "Still open", color: "var(--accent)"},
  {key: "abandoned", name: "Not converted", color: "var(--line)"}
] as const;

/** Trials by month of start, stacked by what became of them; those still open are hatched. Null without cohorts. */
export function CohortBars(cohorts: readonly Cohort[], {width = 640, label}: Partial<ChartOptions> = {}): Chart | null {
  if (!cohorts.length) return null;
  const small = width < narrow;
  const list = [...cohorts].sort((a, b) => a.month.localeCompare(b.month)).slice(small ? -12 : -24);
  const hidden = list.filter((cohort) => cohort.hidden);
  const right = 30 + Math.max(...parts.map((part) => textWidth(part.name)));
  const left = 34;
  const frame = {top: 22, bottom: hidden.length ? 46 : 28};
  const height = 222 + frame.bottom;
  const top = Math.max(...list.map((cohort) => cohort.started), 1);
  const pattern = hatch("var(--accent)");
  const bars = list.flatMap((cohort) => {
    let level = 0;
    return parts.map((part) => {
      const from = level;
      level += cohort[part.key];
      return {
        ...part,
        month: cohort.month,
        from,
        to: level,
        paint: part.key === "pending" ? pattern.paint : part.color
      };
    });
  });
  const last = bars.slice(-parts.length);
  const inner = height - frame.top - frame.bottom;
  const at = spread(
    last.map((bar) => inner * (1 - (bar.from + bar.to) / 2 / top)),
    17,
    inner
  ).map((y) => top * (1 - y / inner));
  const months = list.map((cohort) => cohort.month);
  const shown = timeTicks(months, width - left - right).map((date) => date.toISOString().slice(0, 7));
  const each = (width - left - right) / list.length;
  const known = list.filter((cohort) => cohort.mature && typeof cohort.rate === "number");
  const name =
    label ??
    `Stacked bars of trials by month of start. ${list.map((c) => `${month(c.month)}: ${c.hidden ? "too few to show" : `${c.started} started, ${c.converted} paying, ${c.pending} still open`}`).join(". ")}.`;
  return chart(
    {
      height,
      marginLeft: left,
      marginRight: right,
      marginTop: frame.top,
      marginBottom: frame.bottom,
      x: {axis: null, type: "band", domain: months, padding: 0.22},
      y: {axis: null, domain: [0, top]},
      marks: [
        pattern.mark,
        Plot.axisY({ticks: 4, tickSize: 0, label: null, fill: "var(--tertiary)", tickFormat: count}),
        Plot.barY(bars, {x: "month", y1: "from", y2: "to", fill: "paint", stroke: "var(--control)", strokeWidth: 0.5}),
        Plot.ruleY([0], {stroke: "var(--control)"}),
        Plot.axisX(shown, {
          tickSize: 0,
          tickPadding: 8,
          label: null,
          fill: "var(--tertiary)",
          tickFormat: (period: string) => month(period)
        }),
        hidden.length
          ? [
              Plot.text(hidden, {x: "month", y: 0, dy: -7, text: () => "–", fill: "var(--tertiary)"}),
              Plot.text(["– too few to show"], {frameAnchor: "bottom-left", dy: 38, fill: "var(--tertiary)"})
            ]
          : null,
        each < 27
          ? null
          : Plot.text(known, {
              x: "month",
              y: "started",
              dy: -8,
              fill: "var(--secondary)",
              text: (cohort: Cohort) => rate(cohort.rate, 0)
            }),
        Plot.text(last, {
          frameAnchor: "right",
          dx: 22,
          textAnchor: "start",
          y: (_: unknown, i: number) => at[i]!,
          text: "name",
          fill: "var(--ink)"
        }),
        Plot.dot(last, {
          frameAnchor: "right",
          dx: 12,
          symbol: "square",
          r: 5,
          y: (_: unknown, i: number) => at[i]!,
          fill: "paint",
          stroke: "var(--control)",
          strokeWidth: 0.5
        })
      ]
    },
    {
      width,
      label: name,
      readings: list.map((cohort) => ({
        at: cohort.month,
        name: month(cohort.month),
        values: cohort.hidden
          ? [{text: "too few to show", y: null}]
          : [
              {text: `${count(cohort.started)} started`, y: null},
              ...parts.map(({key, name}) => ({name, text: count(cohort[key]), y: null})),
              ...(cohort.mature ? [{text: `${rate(cohort.rate, 0)} converted`, y: null}] : [])
            ]
      }))
    }
  );
}
