import * as Plot from "@observablehq/plot";
import type {Unit} from "../definitions.js";
import type {LookReading} from "../verdict/readLooks.js";
import {paddedDomain, valueAxis} from "./axis.js";
import {chart, narrow, type Chart, type ChartOptions} from "./chart.js";
import {day, formatDifference, formatDifferenceInterval, toDate} from "./format.js";

interface Options extends Partial<ChartOptions> {
  unit: Unit;
  currency: string;
}

/**
 * The difference as it was seen look by look, and how far from none it had to be to count: at a planned look the stopping boundary, at
 * any other time the wider one. Null without a look.
 */
export function LooksChart(looks: readonly LookReading[], {unit, currency, width = 640, label}: Options): Chart | null {
  const last = looks.at(-1);
  if (!last) return null;
  const points = looks.map((look) => ({
    ...{at: toDate(look.day), difference: look.difference},
    ...{lower: look.difference - 1.96 * look.se, upper: look.difference + 1.96 * look.se},
    planned: look.z === null ? null : look.z * look.se,
    any: (look.anyUpper - look.anyLower) / 2
  }));
  // The first looks may be so wide that they hide the rest; what runs off is cut at the edge.
  const reach =
    1.15 *
    Math.max(
      ...points.slice(Math.floor(points.length / 3)).flatMap((p) => [p.any, Math.abs(p.upper), Math.abs(p.lower)])
    );
  const domain = paddedDomain([-reach, reach]);
  const [left, right, bottom] = [58, width < narrow ? 66 : 92, 30];
  const days = looks.map((look) => look.day);
  const ends = days.length === 1 ? days : [days[0]!, days.at(-1)!];
  const known = points.filter(({planned}) => planned !== null);
  const edges = (rows: typeof points, name: "planned" | "any", dash?: string) =>
    [-1, 1].map((sign) =>
      Plot.line(rows, {
        ...{x: "at", y: (row: (typeof points)[number]) => sign * row[name]!, clip: true as const},
        ...{stroke: name === "any" ? "var(--tertiary)" : "var(--ink)", strokeWidth: 1.5, strokeDasharray: dash}
      })
    );
  const end = points.at(-1)!;
  const labels = [
    {y: end.any, text: "any time", fill: "var(--tertiary)"},
    ...(end.planned === null ? [] : [{y: end.planned, text: "planned", fill: "var(--ink)"}])
  ];
  return chart(
    {
      height: 270,
      marginTop: 12,
      marginLeft: left,
      marginRight: right,
      marginBottom: bottom,
      x: {axis: null, type: "utc", domain: [points[0]!.at, end.at], inset: 6},
      y: {axis: null, domain},
      marks: [
        valueAxis(domain, unit, currency, 5),
        Plot.axisX(ends.map(toDate), {
          ...{tickSize: 0, tickPadding: 8, label: null, fill: "var(--tertiary)"},
          tickFormat: (date: Date) => day(date.toISOString().slice(0, 10))
        }),
        Plot.ruleY([0], {stroke: "var(--control)"}),
        Plot.ruleX(points, {
          ...{x: "at", y1: "lower", y2: "upper", clip: true as const},
          ...{stroke: "var(--accent)", strokeWidth: 5, strokeOpacity: 0.3, strokeLinecap: "round"}
        }),
        edges(points, "any", "3,3"),
        edges(known, "planned"),
        Plot.line(points, {x: "at", y: "difference", stroke: "var(--accent)", strokeWidth: 2, clip: true}),
        Plot.dot(points, {x: "at", y: "difference", r: 3.5, fill: "var(--accent)", clip: true}),
        labels.map((one) =>
          Plot.text([one], {x: end.at, y: "y", text: "text", fill: one.fill, dx: 8, textAnchor: "start"})
        )
      ]
    },
    {
      width,
      readings: points.map(({at, difference, lower, upper}, i) => ({
        at,
        name: day(looks[i]!.day),
        values: [
          {
            text: `${formatDifference(difference, unit, currency)} (${formatDifferenceInterval(lower, upper, unit, currency)})`,
            y: difference
          }
        ]
      })),
      label:
        label ??
        `Difference at ${looks.length} looks, ${looks.map((look) => `${day(look.day)} ${formatDifference(look.difference, unit, currency)}`).join(", ")}.`
    }
  );
}
