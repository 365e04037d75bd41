export const hour = 3_600_000;
export const day = 24 * hour;

/** The number of months simulated; month 0 is May 2024, the last is October 2026. */
export const monthCount = 30;

/** First instant of a month, in milliseconds UTC; monthStart(monthCount) is the end of the data. */
export function monthStart(month: number): number {
  return Date.UTC(2024, 4 + month, 1);
}

export const dataStart = monthStart(0);
export const dataEnd = monthStart(monthCount);

/** monthName(0) // "2024-05" */
export function monthName(month: number): string {
  return new Date(monthStart(month)).toISOString().slice(0, 7);
}

/** The month an instant falls in; negative before May 2024. */
export function monthOf(at: number): number {
  const date = new Date(at);
  return (date.getUTCFullYear() - 2024) * 12 + date.getUTCMonth() - 4;
}

/** dateOf(Date.UTC(2025, 0, 9, 3)) // "2025-01-09" */
export function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** dayMonthYear(Date.UTC(2025, 0, 9)) // "09-01-2025" */
export function dayMonthYear(at: number): string {
  return dateOf(at).split("-").reverse().join("-");
}

/** stamp(Date.UTC(2025, 0, 9, 3)) // "2025-01-09 03:00:00" */
export function stamp(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

/** isoStamp(Date.UTC(2025, 0, 9, 3)) // "2025-01-09T03:00:00Z" */
export function isoStamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export function dayStart(at: number): number {
  return Math.floor(at / day) * day;
}

/** True for Saturday and Sunday, UTC. */
export function isWeekend(at: number): boolean {
  const weekday = new Date(at).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** The same day and hour, some months later; anchors never exceed day 28, so nothing is clamped. */
export function addMonths(at: number, months: number): number {
  const date = new Date(at);
  return date.setUTCMonth(date.getUTCMonth() + months);
}
