import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {localDate, localNumber} from "../../src/components/formatter.js";

const locales = ["en-US", "de-DE", "fr-CH", "ar-EG"];
const options: Intl.NumberFormatOptions[] = [
  {maximumFractionDigits: 0},
  {style: "currency", currency: "EUR", minimumFractionDigits: 2},
  {style: "currency", currency: "USD", notation: "compact", maximumSignificantDigits: 3, signDisplay: "exceptZero"}
];

describe("formatters that are kept", () => {
  it("localNumber(value, locale, options) is toLocaleString, in whatever order they are asked for", () => {
    fc.assert(
      fc.property(
        fc.double({noNaN: true}),
        fc.constantFrom(...locales),
        fc.constantFrom(...options),
        (value, locale, some) => {
          expect(localNumber(value, locale, some)).toBe(value.toLocaleString(locale, some));
        }
      )
    );
  });

  it("localDate(date, locale, options) is toLocaleDateString of the same fields", () => {
    const fields = {month: "short", year: "numeric", timeZone: "UTC"} as const;
    for (const locale of locales)
      for (const date of [new Date("2026-10-01"), new Date("1999-12-31T23:59:59Z")])
        expect(localDate(date, locale, fields)).toBe(date.toLocaleDateString(locale, fields));
  });
});
