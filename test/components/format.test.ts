import {describe, expect, it} from "vitest";
import * as format from "../../src/components/format.js";

describe("format", () => {
  it("null is n/a in every unit, never 0", () => {
    for (const unit of ["money", "rate", "count", "score", "ratio"] as const) {
      expect(format.formatValue(null, unit, "USD")).toBe("n/a");
      expect(format.formatValue(NaN, unit, "USD")).toBe("n/a");
      expect(format.formatDifference(undefined, unit, "USD")).toBe("n/a");
      expect(format.formatInterval(null, 1, unit, "USD")).toBeNull();
    }
    expect(format.pValue(null)).toBe("n/a");
    expect(format.month(null)).toBe("n/a");
  });

  it("rate(value) shows two or three significant digits", () => {
    expect(format.rate(0.917)).toBe("91.7%");
    expect(format.rate(0.0231)).toBe("2.31%");
    expect(format.rate(1)).toBe("100.0%");
    expect(format.rate(0)).toBe("0.00%");
  });

  it("pp(value) has a sign, − for minus, and none for zero", () => {
    expect(format.pp(0.011)).toBe("+1.1 pp");
    expect(format.pp(-0.002)).toBe("−0.20 pp");
    expect(format.pp(0)).toBe("0.00 pp");
  });

  it("formatDifference(value, unit, currency, beside) has the digits of what it stands beside", () => {
    expect(format.formatDifference(-0.002, "rate", "USD", 0.248)).toBe("−0.2 pp");
    expect(format.formatDifference(0.0026, "rate", "USD", 0.0231)).toBe("+0.26 pp");
    expect(format.formatDifference(-12.5, "money", "EUR")).toBe("−€12.50");
    expect(format.formatDifference(4, "score", "USD")).toBe("+4");
  });

  it("money(value, currency) drops cents from 1,000 and separates thousands", () => {
    expect(format.money(108.4, "USD")).toBe("$108.40");
    expect(format.money(-1234.5, "USD")).toBe("−$1,235");
    expect(format.moneyShort(412_000, "USD")).toBe("$412k");
    expect(format.moneyShort(-14_200, "USD", true)).toBe("−$14.2k");
    expect(format.moneyShort(412_000, "SEK").replace(/\s/, " ")).toBe("SEK 412k");
    expect(format.moneyShort(1_250_000, "EUR", true)).toBe("+€1.25M");
  });

  it("formatInterval(lower, upper) gives both ends the same digits", () => {
    expect(format.formatInterval(0.894, 0.936, "rate", "USD")).toBe("89.4 to 93.6%");
    expect(format.formatInterval(0.08, 0.12, "rate", "USD")).toBe("8.0 to 12.0%");
    expect(format.formatInterval(-4.4, 42.1, "score", "USD")).toBe("−4 to 42");
    expect(format.formatDifferenceInterval(-0.0063, 0.0119, "rate", "USD")).toBe("−0.6 to +1.2 pp");
  });

  it("pValue(value) bounds tiny values rather than printing zero", () => {
    expect(format.pValue(1e-20)).toBe("< 0.0001");
    expect(format.pValue(0)).toBe("< 0.0001");
    expect(format.pValue(0.0123)).toBe("0.012");
    expect(format.pValue(0.5)).toBe("0.50");
    expect(format.pValue(1)).toBe("1.0");
  });

  it("month and day read dates in UTC, whatever the zone", () => {
    expect(format.month("2026-10")).toBe("Oct 2026");
    expect(format.month("2026-Q3")).toBe("Q3 2026");
    expect(format.day("2026-10-31")).toBe("31 Oct 2026");
    expect(format.addMonths("2026-01", -12)).toBe("2025-01");
    expect(format.toDate("2026-Q4").toISOString()).toBe("2026-10-01T00:00:00.000Z");
  });

  it("plural, list and sentenceCase write words", () => {
    expect(format.plural(1, "account")).toBe("1 account");
    expect(format.plural(1200, "account")).toBe("1,200 accounts");
    expect(format.list(["a"])).toBe("a");
    expect(format.list(["a", "b", "c"])).toBe("a, b and c");
    expect(format.sentenceCase("ads lead")).toBe("Ads lead");
  });
});
