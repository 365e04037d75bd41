import type {FrozenMeasure} from "../../src/results/report.js";
import {escapeHtml} from "./escapeHtml.js";

const [width, height] = [300, 88];
const [top, bottom] = [10, 22];

/**
 * A measure over its months as the text of an SVG picture: line, interval, the ends of its scale, first and last month, last value. Made of words alone, so
 * that it needs no browser. Null with fewer than two values.
 *
 * seriesSvg(points, "Revenue", (value) => `$${value}`) // '<svg …>'
 */
export function seriesSvg(
  points: readonly FrozenMeasure[],
  name: string,
  format: (value: number) => string
): string | null {
  const known = points.filter((point): point is FrozenMeasure & {value: number} => point.value !== null);
  if (known.length < 2) return null;
  const last = format(known.at(-1)!.value);
  const right = 18 + last.length * 7.5;
  const all = known.flatMap(({value, lower, upper}) => [value, lower ?? value, upper ?? value]);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const left = 10 + Math.max(format(least).length, format(most).length) * 6.8;
  const [from, to] = [monthIndex(known[0]!.period), monthIndex(known.at(-1)!.period)];
  const x = (period: string) => place((monthIndex(period) - from) / Math.max(1, to - from), left, width - right);
  const y = (value: number) => place(most === least ? 0.5 : (most - value) / (most - least), top, height - bottom);
  const line = known.map(({period, value}) => `${x(period)},${y(value)}`).join(" ");
  const bounded = known.filter(({lower, upper}) => lower !== null && upper !== null);
  const band = [
    ...bounded.map(({period, upper}) => `${x(period)},${y(upper!)}`),
    ...bounded.map(({period, lower}) => `${x(period)},${y(lower!)}`).reverse()
  ].join(" ");
  const end = known.at(-1)!;
  const label = `${name}, ${known[0]!.period} to ${end.period}, at last ${last}`;
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(label)}">
${band ? `<polygon points="${band}" class="band"/>` : ""}<polyline points="${line}" class="line"/>
<circle cx="${x(end.period)}" cy="${y(end.value)}" r="3.5" class="dot"/>
<text x="${place(1, left, width - right) + 8}" y="${y(end.value) + 4}" class="last">${escapeHtml(last)}</text>
<text x="${left - 6}" y="${y(most) + 4}" text-anchor="end">${escapeHtml(format(most))}</text><text x="${left - 6}" y="${y(least) + 4}" text-anchor="end">${escapeHtml(format(least))}</text>
<text x="${left}" y="${height - 5}">${known[0]!.period}</text><text x="${width - right}" y="${height - 5}" text-anchor="end">${end.period}</text>
</svg>`;
}

function place(share: number, from: number, to: number): number {
  return Math.round((from + share * (to - from)) * 10) / 10;
}

function monthIndex(period: string): number {
  const [year, month] = period.split("-").map(Number);
  return year! * 12 + month!;
}
