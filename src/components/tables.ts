import type {Unit} from "../definitions.js";
import type {Cell, Column, Table} from "./dataTable.js";
import {day, formatDifference, formatValue, money, month, type Maybe} from "./format.js";
import type {IntervalRow} from "./intervalChart.js";
import type {Series} from "./lineChart.js";

/** A column of values in one unit. */
export function valueColumn(label: string, unit: Unit, currency: string, difference = false): Column {
  if (unit === "money")
    return {label, number: true, format: (value: Cell) => wholeMoney(value as Maybe, currency, difference)};
  const format = difference ? formatDifference : formatValue;
  return {label, number: true, format: (value: Cell) => format(value as Maybe, unit, currency)};
}

/** Amounts of one column have the same digits, so that they can be compared by eye. */
function wholeMoney(value: Maybe, currency: string, signed: boolean): string {
  const text = money(value, currency, 0);
  return signed && typeof value === "number" && value > 0 ? `+${text}` : text;
}

/** The rows of an interval chart. */
export function intervalTable(
  rows: readonly IntervalRow[],
  unit: Unit,
  currency: string,
  counted = "accounts",
  difference = false
): Table {
  const grouped = rows.some((row) => row.group !== undefined);
  const value = (label: string) => valueColumn(label, unit, currency, difference);
  return {
    columns: [
      ...(grouped ? [{label: "Group"}] : []),
      {label: "Name"},
      value("Value"),
      value("lower"),
      value("upper"),
      {label: counted, number: true}
    ],
    rows: rows.map((row) => [...(grouped ? [row.group] : []), row.name, row.value, row.lower, row.upper, row.n])
  };
}

/** The lines of a chart, a row a period. */
export function seriesTable(series: readonly Series[], unit: Unit, currency: string): Table {
  const periods = [...new Set(series.flatMap((one) => one.values.map((point) => point.period)))].sort();
  const name = (one: Series, what: string) =>
    series.length > 1 ? `${one.name}, ${what}` : what.charAt(0).toUpperCase() + what.slice(1);
  const intervals = series.some((one) => one.values.some((point) => point.lower != null));
  const fields = intervals ? (["value", "lower", "upper"] as const) : (["value"] as const);
  const maps = series.map((one) => new Map(one.values.map((point) => [point.period, point])));
  return {
    columns: [
      {label: "Period", format: (value) => (String(value).length === 10 ? day(String(value)) : month(String(value)))},
      ...series.flatMap((one) => fields.map((field) => valueColumn(name(one, field), unit, currency)))
    ],
    rows: periods.map((period) => [period, ...maps.flatMap((map) => fields.map((field) => map.get(period)?.[field]))])
  };
}
