import {expect, it} from "vitest";
import {commentaryTemplate, renderCommentary} from "../../../loaders/report/commentary.js";
import {compareReports, headline} from "../../../loaders/report/compareReports.js";
import {seriesSvg} from "../../../loaders/report/seriesSvg.js";
import {definitions} from "../../../src/definitions.js";
import type {FrozenMeasure, Report} from "../../../src/results/report.js";

const measure = (
  period: string,
  value: number | null,
  lower: number | null = null,
  upper: number | null = null,
  rest = {}
): FrozenMeasure => ({
  ...{
    id: "nrr",
    period,
    segment: null,
    value,
    lower,
    upper,
    n: 40,
    unit: "rate",
    method: "ratio of 40 accounts",
    checks: "ok"
  },
  ...rest
});
const report = (name: string, measures: FrozenMeasure[], rest: Partial<Report> = {}) => ({
  ...{name, company: "C", currency: "USD", locale: "en-US", asOf: "2025-03-31", closedMonth: "2025-03", inputs: "x"},
  ...{
    settings: [{key: "window", value: 12}],
    checks: [{name: "sums", about: "", severity: "warn", broken: 0}],
    definitions: [definitions.nrr!]
  },
  ...{measures, leftOut: 0},
  ...rest
});
const before = report("old", [measure("2025-01", 1.02), measure("2025-02", 1, 0.95, 1.05)]);
const compare = (...measures: FrozenMeasure[]) => compareReports(report("new", measures), before).rows[0]!;

it("says that two values are apart only where their intervals do not meet", () => {
  expect(compare(measure("2025-03", 1.2, 1.06, 1.3)).apart).toBe(true);
  expect(compare(measure("2025-03", 0.8, 0.7, 0.94)).apart).toBe(true);
  expect(compare(measure("2025-03", 1.2, 1.05, 1.3)).apart).toBe(false);
  expect(compare(measure("2025-03", 1.2)).apart).toBeNull();
});

it("gives the difference to the last month with a value, and none where there is none", () => {
  expect(compare(measure("2025-03", 1.2, 1.06, 1.3)).difference).toBeCloseTo(0.2, 12);
  expect(compare(measure("2025-03", null)).difference).toBeNull();
  expect(headline(before)[0]!.period).toBe("2025-02");
});

it("names what else moved a value: restated months, definition, method, checks; not the count in a method", () => {
  const last = measure("2025-03", 1.1, 1, 1.2);
  expect(compare(measure("2025-01", 1.02), measure("2025-02", 1, 0.9, 1.1), last).why).toEqual([]);
  expect(compare(measure("2025-01", 1.03), measure("2025-02", 1), last).why).toEqual([
    "1 closed month reads otherwise now"
  ]);
  expect(compare({...last, method: "ratio of 41 accounts"}).why).toEqual([]);
  expect(compare({...last, method: "jackknife", checks: "sums"}).why).toEqual(["method changed", "its checks changed"]);
  const redefined = {...definitions.nrr!, formula: "another"};
  expect(compareReports(report("new", [last], {definitions: [redefined]}), before).rows[0]!.why).toEqual([
    "definition changed"
  ]);
});

it("lists settings and checks that are not what they were", () => {
  const now = report("new", [], {
    settings: [{key: "window", value: 6}],
    checks: [{name: "sums", about: "", severity: "warn", broken: 3}]
  });
  expect(compareReports(now, before)).toMatchObject({
    settings: [{key: "window", before: 12, now: 6}],
    checks: [{name: "sums", before: 0, now: 3}]
  });
});

it("renderCommentary(text) is null while nobody has written a word", () => {
  expect(renderCommentary(commentaryTemplate("q1"))).toBeNull();
  expect(renderCommentary(commentaryTemplate("q1").replace("…", "Sales."))).toBe(
    "<h3>What happened</h3>\n<p>Sales.</p>\n"
  );
});

it("seriesSvg(points) draws line and interval within its picture, and nothing of one value", () => {
  expect(seriesSvg([measure("2025-01", 1)], "NRR", String)).toBeNull();
  const svg = seriesSvg(
    [measure("2025-01", 1, 0.9, 1.1), measure("2025-03", 2, 1.9, 2.1)],
    "A<B",
    (value) => `${value * 100}%`
  )!;
  // 0.9 to 2.1 over 56 px from 10: 1 is 1.1/1.2 of the way down, 2 is 0.1/1.2. 10 + 4 × 6.8 px are left for the scale, 18 + 4 × 7.5 for 200%.
  expect(svg).toContain('<polyline points="37.2,61.3 252,14.7"');
  expect(svg).toContain('aria-label="A&#60;B, 2025-01 to 2025-03, at last 200%"');
});
