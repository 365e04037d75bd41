import type {DiffRow, FrozenMeasure, Report} from "../../src/results/report.js";

type Style = Pick<Report, "currency" | "locale">;
type Unit = FrozenMeasure["unit"];

/** A value as a reader of this locale knows it; "n/a" for none. valueText(0.917, "rate", style) // "91.7%" */
export function valueText(value: number | null, unit: Unit, style: Style): string {
  return value === null ? "n/a" : format(value, unit, style, "negative");
}

/** "89.4% to 93.6%"; "–" where there is no interval. */
export function intervalText({lower, upper, unit}: FrozenMeasure, style: Style): string {
  if (lower === null || upper === null) return "–";
  return `${valueText(lower, unit, style)} to ${valueText(upper, unit, style)}`;
}

/** A difference with its sign; of rates in percentage points. */
export function differenceText({difference, now}: DiffRow, style: Style): string {
  if (difference === null) return "n/a";
  const signed = format(difference, now.unit, style, "exceptZero");
  return now.unit === "rate" ? signed.replace("%", " pp") : signed;
}

/** Whether two reports differ by more than their intervals. */
export function apartText({apart, difference}: DiffRow): string {
  if (difference === null) return "not comparable";
  if (apart === null) return "no interval on both sides";
  return apart ? "apart: the intervals do not meet" : "the intervals meet";
}

function format(value: number, unit: Unit, {currency, locale}: Style, signDisplay: "negative" | "exceptZero"): string {
  const number = (options: Intl.NumberFormatOptions) =>
    value.toLocaleString(locale, {signDisplay, ...options}).replace("-", "−");
  switch (unit) {
    case "rate":
      return number({style: "percent", minimumFractionDigits: 1, maximumFractionDigits: Math.abs(value) < 0.1 ? 2 : 1});
    case "money":
      return number({style: "currency", currency, maximumFractionDigits: Math.abs(value) < 1000 ? 2 : 0});
    case "score":
      return number({maximumFractionDigits: 1});
    default:
      return number({maximumFractionDigits: unit === "count" ? 0 : 2});
  }
}
