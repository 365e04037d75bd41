import * as Plot from "@observablehq/plot";
import {ticks, utcDay, utcMonth, type CountableTimeInterval} from "d3";
import {count, day, moneyShort, month, rate, score, toDate, type Maybe} from "./format.js";
import type {Unit} from "../definitions.js";
import {textWidth} from "./chart.js";

/** Formats ticks with just the digits that tell them apart. */
export function tickFormat(unit: Unit, currency: string, values: readonly number[]): (value: number) => string {
  const step = values.length > 1 ? Math.abs(values[1]! - values[0]!) : 1;
  const places = Math.max(0, -Math.floor(Math.log10(step) + 1e-9) - (unit === "rate" ? 2 : 0));
  if (unit === "rate") return (value) => rate(value, places);
  if (unit === "score") return (value) => score(value, places);
  if (unit === "money") return (value) => moneyShort(value, currency);
  return unit === "ratio" ? (value) => value.toFixed(places).replace("-", "−") : count;
}

/** Ticks along the bottom, fewer where their labels would touch. */
export function fittingTicks(
  domain: readonly [number, number],
  width: number,
  format: (at: number[]) => (value: number) => string
): number[] {
  const fits = (at: number[]) =>
    at.length * (Math.max(...at.map((value) => textWidth(format(at)(value)))) + 12) <= width;
  for (let wanted = 6; wanted > 1; --wanted) {
    const at = ticks(domain[0], domain[1], wanted);
    if (at.length && fits(at)) return at;
  }
  return ticks(domain[0], domain[1], 1);
}

/** A domain that holds all values and a little air. */
export function paddedDomain(
  values: readonly Maybe[],
  [least, most]: readonly [number, number] = [-Infinity, Infinity]
): [number, number] {
  const known = values.filter((value): value is number => typeof value === "number" && Number.isFinite(value));
  if (!known.length) return [0, 1];
  const low = Math.min(...known);
  const high = Math.max(...known);
  const air = (high - low || Math.abs(high) || 1) * 0.07;
  return [Math.max(least, low - air), Math.min(most, high + air)];
}

/** Horizontal grid lines with their labels at the left. */
export function valueAxis(domain: readonly [number, number], unit: Unit, currency: string, wanted = 5): Plot.Markish[] {
  const at = ticks(domain[0], domain[1], wanted);
  return [
    Plot.gridY(at, {stroke: "var(--line)", strokeOpacity: 1}),
    Plot.axisY(at, {tickSize: 0, tickFormat: tickFormat(unit, currency, at), label: null, fill: "var(--tertiary)"})
  ];
}

/** Periods along the bottom, as many as fit; the last one always has its label. */
export function timeTicks(periods: readonly string[], width: number, each = 68): Date[] {
  const sorted = [...new Set(periods)].sort();
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  const [interval, steps] = spacing(first);
  const [from, to] = [toDate(first), toDate(last)];
  const step = steps.find((one) => ((interval.count(from, to) + 1) / one) * each <= width) ?? steps.at(-1)!;
  const at: Date[] = [];
  for (let date = to; date >= from; date = interval.offset(date, -step)) at.push(date);
  return at.reverse();
}

function spacing(period: string): [CountableTimeInterval, number[]] {
  if (period.includes("Q")) return [utcMonth, [3, 6, 12, 24, 48]];
  return period.length === 7 ? [utcMonth, [1, 2, 3, 6, 12, 24, 48]] : [utcDay, [1, 2, 7, 14, 28, 56, 112, 364]];
}

/** Labels of periods shaped like `period`: "Oct 2026", "Q3 2026", "31 Oct". */
export function timeLabel(period: string): (date: Date) => string {
  if (period.includes("Q")) return (date) => `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${date.getUTCFullYear()}`;
  if (period.length === 7) return (date) => month(date.toISOString().slice(0, 7));
  return (date) => day(date.toISOString().slice(0, 10)).replace(/ \d{4}$/, "");
}
