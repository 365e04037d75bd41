import type {Unit} from "../definitions.js";
import {localDate, localNumber} from "./formatter.js";
import {pageFacts} from "./pageFacts.js";

/** A number that may not exist; JSON has no other way to say so. */
export type Maybe = number | null | undefined;

/** As settings say; without a page around, as in a test, American English. */
const locale = (): string => pageFacts()?.locale ?? "en-US";
const none = "n/a";

function number(value: number, options: Intl.NumberFormatOptions): string {
  // "negative" keeps a −0.0 from being shown where a tiny loss rounds to nothing.
  return localNumber(value, locale(), {signDisplay: "negative", ...options}).replace("-", "−");
}

/** Any number, in the reader's spelling. */
export function decimal(value: number, options: Intl.NumberFormatOptions): string {
  return number(value, options);
}

function exists(value: Maybe): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** Digits after the point of a percentage, so that two or three significant ones show. */
function percentDigits(...values: Maybe[]): number {
  return Math.max(0, ...values.map((value) => Math.abs(value ?? 0))) < 0.0995 ? 2 : 1;
}

function digits(count: number): Intl.NumberFormatOptions {
  return {minimumFractionDigits: count, maximumFractionDigits: count};
}

export function count(value: Maybe): string {
  return exists(value) ? number(value, {maximumFractionDigits: 0}) : none;
}

/** "91.7%" from 0.917. */
export function rate(value: Maybe, places = percentDigits(value)): string {
  return exists(value) ? `${number(value * 100, digits(places))}%` : none;
}

/** "+1.1 pp" from 0.011. */
export function pp(value: Maybe, places = Math.abs(value ?? 0) < 0.01 ? 2 : 1): string {
  return exists(value) ? `${number(value * 100, {...digits(places), signDisplay: "exceptZero"})} pp` : none;
}

/** "$108.40"; amounts from 1,000 up are shown without cents. */
export function money(value: Maybe, currency: string, places = Math.abs(value ?? 0) < 1000 ? 2 : 0): string {
  return exists(value) ? number(value, {style: "currency", currency, ...digits(places)}) : none;
}

/** "$412k", for axes and labels. */
export function moneyShort(value: Maybe, currency: string, sign = false): string {
  if (!exists(value)) return none;
  const text = number(value, {
    style: "currency",
    currency,
    notation: "compact",
    maximumSignificantDigits: 3,
    signDisplay: sign ? "exceptZero" : "negative"
  });
  // Of the number only: SEK has a K as well.
  return text.replace(/(\d)K/, "$1k");
}

/** "+31"; a score is signed, since it may be below zero. */
export function score(value: Maybe, places = 0): string {
  return exists(value) ? number(value, {...digits(places), signDisplay: "exceptZero"}) : none;
}

export function ratio(value: Maybe): string {
  return exists(value) ? number(value, digits(2)) : none;
}

/** A value in the unit of its measure. */
export function formatValue(value: Maybe, unit: Unit, currency: string): string {
  if (unit === "money") return money(value, currency);
  if (unit === "rate") return rate(value);
  if (unit === "score") return score(value);
  return unit === "count" ? count(value) : ratio(value);
}

/** A difference of two values, with its sign, and as many digits as the value `beside` which it stands. */
export function formatDifference(value: Maybe, unit: Unit, currency: string, beside?: Maybe): string {
  if (unit === "rate") return beside === undefined ? pp(value) : pp(value, percentDigits(beside));
  if (unit === "score") return score(value);
  if (!exists(value)) return none;
  const size = unit === "money" ? money(Math.abs(value), currency) : formatValue(Math.abs(value), unit, currency);
  return value === 0 ? size : `${value < 0 ? "−" : "+"}${size}`;
}

/** "89.4 to 93.6%": both ends with the same number of digits. Null if either end is missing. */
export function formatInterval(lower: Maybe, upper: Maybe, unit: Unit, currency: string): string | null {
  if (!exists(lower) || !exists(upper)) return null;
  if (unit === "rate") {
    const places = percentDigits(lower, upper);
    return `${rate(lower, places).replace("%", "")} to ${rate(upper, places)}`;
  }
  if (unit === "score") return `${number(lower, digits(0))} to ${number(upper, digits(0))}`;
  return `${formatValue(lower, unit, currency)} to ${formatValue(upper, unit, currency)}`;
}

/** "91.7% (89.4 to 93.6%)", of a share; without the interval where it has none. */
export function intervalText(value: Maybe, lower: Maybe, upper: Maybe): string {
  const interval = formatInterval(lower, upper, "rate", "USD");
  return interval ? `${rate(value)} (${interval})` : rate(value);
}

/** "−0.8 to +3.0 pp" for an interval of a difference. */
export function formatDifferenceInterval(lower: Maybe, upper: Maybe, unit: Unit, currency: string): string | null {
  if (!exists(lower) || !exists(upper)) return null;
  if (unit !== "rate")
    return `${formatDifference(lower, unit, currency)} to ${formatDifference(upper, unit, currency)}`;
  const places = Math.max(Math.abs(lower), Math.abs(upper)) < 0.01 ? 2 : 1;
  return `${pp(lower, places).replace(" pp", "")} to ${pp(upper, places)}`;
}

/** A p-value; tiny ones are bounded rather than printed as zero. */
export function pValue(value: Maybe): string {
  if (!exists(value)) return none;
  return value < 0.0001 ? "< 0.0001" : number(value, {minimumSignificantDigits: 2, maximumSignificantDigits: 2});
}

/** The first day of "2026-10", "2026-Q4" or "2026-10-31", in UTC. */
export function toDate(period: string): Date {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  if (quarter) return new Date(Date.UTC(Number(quarter[1]), Number(quarter[2]) * 3 - 3));
  return new Date(`${period.length === 7 ? `${period}-01` : period}T00:00:00Z`);
}

/** "Oct 2026" from "2026-10", "Q3 2026" from "2026-Q3". */
export function month(period: string | null | undefined): string {
  if (!period) return none;
  if (period.includes("Q")) return `${period.slice(5)} ${period.slice(0, 4)}`;
  return localDate(toDate(period), locale(), {month: "short", year: "numeric", timeZone: "UTC"});
}

/** "31 Oct 2026" from "2026-10-31". */
export function day(date: string | null | undefined): string {
  if (!date) return none;
  return `${toDate(date).getUTCDate()} ${month(date)}`;
}

/** "1 account", "2 accounts". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** "Partner converts …" from "partner converts …". */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a, b and c". */
export function list(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** "2025-10" from "2026-10" and −12. */
export function addMonths(period: string, months: number): string {
  const date = toDate(period);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 7);
}
