const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

function kept<T>(made: Map<string, T>, locale: string, options: object, make: () => T): T {
  const key = `${locale} ${JSON.stringify(options)}`;
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found;
}

/** A number as `toLocaleString` writes it. That makes a formatter at every call, which was most of the time a page took to redraw. */
export function localNumber(value: number, locale: string, options: Intl.NumberFormatOptions): string {
  return kept(numbers, locale, options, () => new Intl.NumberFormat(locale, options)).format(value);
}

/** A date as `toLocaleDateString` writes it with these fields. */
export function localDate(value: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
  return kept(dates, locale, options, () => new Intl.DateTimeFormat(locale, options)).format(value);
}
