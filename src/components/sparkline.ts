import {line, scaleLinear} from "d3";
import {svg} from "htl";
import {paddedDomain} from "./axis.js";
import {month, toDate, type Maybe} from "./format.js";

const width = 240;

/** How a value got here: a line without axes, its last point marked. Null with fewer than two values. */
export function Sparkline(
  series: readonly {period: string; value: Maybe}[],
  format: (value: Maybe) => string
): SVGElement | null {
  const known = series.filter((point): point is {period: string; value: number} => typeof point.value === "number");
  if (known.length < 2) return null;
  const height = 44;
  const first = known[0]!;
  const last = known.at(-1)!;
  const x = scaleLinear([+toDate(first.period), +toDate(last.period)], [3, width - 6]);
  const y = scaleLinear(paddedDomain(known.map((point) => point.value)), [height - 3, 3]);
  const path = line<{period: string; value: number}>(
    (point) => x(+toDate(point.period)),
    (point) => y(point.value)
  ).digits(1)(known);
  const label = `From ${format(first.value)} in ${month(first.period)} to ${format(last.value)} in ${month(last.period)}`;
  return svg`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label=${label}>
    <path d=${path} fill="none" style="stroke: var(--tertiary)" stroke-width="1.5" stroke-linejoin="round"></path>
    <circle cx=${x(+toDate(last.period)).toFixed(1)} cy=${y(last.value).toFixed(1)} r="3.5" style="fill: var(--accent)"></circle></svg>`;
}

export interface IntervalBarOptions {
  value: number;
  lower: number;
  upper: number;
  target: Maybe;
  label: string;
}

/** The interval as a band with its point, and the target as a tick, on one line. */
export function IntervalBar({value, lower, upper, target, label}: IntervalBarOptions): SVGElement {
  const middle = 10;
  const reach = Math.max(upper - value, value - lower, target == null ? 0 : Math.abs(target - value) * 1.15) || 1;
  const x = scaleLinear([value - reach * 1.35, value + reach * 1.35], [3, width - 3]);
  const at = (number: number) => x(number).toFixed(1);
  return svg`<svg viewBox="0 0 ${width} 20" role="img" aria-label=${label}>
    <line x1="3" x2=${width - 3} y1=${middle} y2=${middle} style="stroke: var(--line)" stroke-width="2.5" stroke-linecap="round"></line>
    <line x1=${at(lower)} x2=${at(upper)} y1=${middle} y2=${middle} style="stroke: var(--accent)" stroke-opacity="0.35" stroke-width="8" stroke-linecap="round"></line>
    ${target == null ? null : svg`<line x1=${at(target)} x2=${at(target)} y1="1" y2="19" style="stroke: var(--ink)" stroke-width="2"></line>`}
    <circle cx=${at(value)} cy=${middle} r="5" style="fill: var(--accent)"></circle></svg>`;
}
