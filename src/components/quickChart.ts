import {rollups} from "d3";
import type {Unit} from "../definitions.js";
import {BarList} from "./barList.js";
import type {Chart} from "./chart.js";
import type {Cell} from "./dataTable.js";
import type {Drawing} from "./exploreAddress.js";
import type {Answer} from "./exploreAnswer.js";
import {count, rate, ratio} from "./format.js";
import {LineChart, type Series} from "./lineChart.js";

/** A drawing with nothing left open: names of columns, and how they are drawn. */
export interface Drawn {
  x: string;
  y: string;
  by: string | null;
  kind: "line" | "bar";
}

/** More lines or bars than these are no picture any more. */
const most = {line: 8, bar: 40};
const colors = ["accent", "new", "contraction", "churn", "reactivation", "tier-4", "tier-2", "tertiary"];

/**
 * How an answer is drawn: the first column along, the first number after it as the value, apart by a text column where dates
 * repeat; lines over time, bars else. What was chosen goes first. Null where there is no number, one row, or "none" was chosen.
 */
export function drawingOf({columns, rows}: Answer, chosen: Drawing): Drawn | null {
  const named = (name: string | null) => columns.find((column) => column.name === name);
  const x = named(chosen.x) ?? columns[0];
  const y = named(chosen.y) ?? columns.find((column) => column.kind === "number" && column !== x);
  if (!x || y?.kind !== "number" || rows.length < 2 || chosen.kind === "none") return null;
  const at = columns.indexOf(x);
  const repeats = new Set(rows.map((row) => row[at])).size < rows.length;
  const groups = columns.find((column) => column.kind === "text" && column !== x);
  const isTime = rows.every((row) => isPeriod(row[at]));
  const kind = chosen.kind ?? (isTime ? "line" : "bar");
  if (kind === "line" && !isTime) return null;
  const by = chosen.by === "" ? undefined : (named(chosen.by) ?? (kind === "line" && repeats ? groups : undefined));
  return {x: x.name, y: y.name, by: by?.name ?? null, kind};
}

/** Draws it at a width, and says how many lines or bars were left out. Null where every value is missing. */
export function QuickChart(answer: Answer, drawn: Drawn, width: number): Chart | null {
  return drawn.kind === "line" ? lines(answer, drawn, width) : bars(answer, drawn, width);
}

/** What does not fit in the picture, in words; null where all of it does. */
export function leftOut(answer: Answer, {by, kind}: Drawn): string | null {
  const all = kind === "bar" ? answer.rows.length : by === null ? 1 : groupsOf(answer, by).length;
  return all > most[kind] ? `The first ${most[kind]} of ${count(all)} ${kind}s are drawn.` : null;
}

function isPeriod(value: Cell | undefined): boolean {
  return typeof value === "string" && /^\d{4}-(\d{2}(-\d{2})?|Q[1-4])$/.test(value);
}

function place({columns}: Answer, name: string): number {
  return columns.findIndex((column) => column.name === name);
}

function groupsOf(answer: Answer, by: string): [string, Cell[][]][] {
  const at = place(answer, by);
  return rollups(
    answer.rows,
    (rows) => rows,
    (row) => String(row[at] ?? "none")
  );
}

function lines(answer: Answer, {x, y, by}: Drawn, width: number): Chart | null {
  const [i, j] = [place(answer, x), place(answer, y)];
  const groups = by === null ? [[y, answer.rows] as [string, Cell[][]]] : groupsOf(answer, by);
  const isMonthly = answer.rows.every((row) => /^\d{4}-\d{2}(-01)?$/.test(String(row[i])));
  const period = (row: Cell[]) => (isMonthly ? String(row[i]).slice(0, 7) : String(row[i]));
  const series = groups.slice(0, most.line).map(([name, rows], k): Series => ({
    name,
    color: `var(--${colors[k]})`,
    values: rows.map((row) => ({period: period(row), value: number(row[j])}))
  }));
  return LineChart(series, {
    unit: unitOf(
      y,
      answer.rows.map((row) => row[j])
    ),
    width
  });
}

function bars(answer: Answer, {x, y, by}: Drawn, width: number): Chart | null {
  const [i, j] = [place(answer, x), place(answer, y)];
  const k = by === null ? -1 : place(answer, by);
  const unit = unitOf(
    y,
    answer.rows.map((row) => row[j])
  );
  const rows = answer.rows.slice(0, most.bar).flatMap((row) => {
    const value = number(row[j]);
    const name = [row[i], ...(k < 0 ? [] : [row[k]])].map((part) => String(part ?? "none")).join(", ");
    return value === null ? [] : [{name, value}];
  });
  return BarList(rows, {width, format: unit === "rate" ? rate : unit === "count" ? count : ratio});
}

function number(value: Cell | undefined): number | null {
  return typeof value === "number" ? value : null;
}

/** Columns named as shares are read as per cent; whole numbers as counts. */
function unitOf(name: string, values: readonly (Cell | undefined)[]): Unit {
  if (/(^|_)(share|rate|retention|nrr|grr)$/.test(name)) return "rate";
  const known = values.filter((value) => typeof value === "number");
  return known.every((value) => Number.isInteger(value) || Math.abs(value) >= 1000) ? "count" : "ratio";
}
