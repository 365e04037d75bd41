import {describe, expect, it} from "vitest";
import {annotationNote, flagsWithin} from "../../src/components/annotations.js";
import {fittingTicks, paddedDomain, tickFormat, timeTicks} from "../../src/components/axis.js";
import {spread} from "../../src/components/chart.js";
import {lineageOf} from "../../src/components/lineage.js";
import {tierColor} from "../../src/components/site.js";

describe("layout", () => {
  it("spread(positions, gap, height) keeps labels apart, in order, within the frame", () => {
    expect(spread([10, 12, 100], 16, 200)).toEqual([10, 26, 100]);
    expect(spread([195, 190], 16, 200)).toEqual([200, 184]);
    expect(spread([], 16, 200)).toEqual([]);
  });

  it("timeTicks(periods, width) labels the last period always, and as many as fit", () => {
    const months = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"];
    expect(timeTicks(months, 1000)).toHaveLength(6);
    expect(timeTicks(months, 150).map((date) => date.toISOString().slice(0, 7))).toEqual(["2026-03", "2026-06"]);
    expect(timeTicks([], 150)).toEqual([]);
  });

  it("tickFormat(unit, currency, values) has just the digits that tell ticks apart", () => {
    expect([0.02, 0.025].map(tickFormat("rate", "USD", [0.02, 0.025]))).toEqual(["2.0%", "2.5%"]);
    expect([1, 1.1].map(tickFormat("rate", "USD", [1, 1.1]))).toEqual(["100%", "110%"]);
  });

  it("fittingTicks(domain, width, format) never lets labels touch", () => {
    const format = (at: number[]) => tickFormat("rate", "USD", at);
    expect(fittingTicks([0.7, 1.7], 120, format).length).toBeLessThan(fittingTicks([0.7, 1.7], 600, format).length);
  });

  it("paddedDomain(values, bounds) leaves out what is missing and what cannot exist", () => {
    expect(paddedDomain([null, undefined, NaN])).toEqual([0, 1]);
    expect(paddedDomain([0.01, 0.99], [0, 1])).toEqual([0, 1]);
  });

  it("flagsWithin(annotations, periods) letters what falls within, in order of date", () => {
    const annotations = [
      {on: "2026-05-04", text: "B"},
      {on: "2026-02-01", text: "A"},
      {on: "2020-01-01", text: "old"}
    ];
    expect(flagsWithin(annotations, ["2026-01", "2026-06"]).map(({letter, text}) => letter + text)).toEqual([
      "aA",
      "bB"
    ]);
    expect(annotationNote(annotations, [{period: "2026-01"}, {period: "2026-03"}])).toBe("a 1 Feb 2026: A");
    expect(annotationNote(undefined, [])).toBeNull();
  });

  it("tierColor(rank, tiers) spreads four shades over the ranks", () => {
    expect([1, 2, 3, 4].map((rank) => tierColor(rank, 4))).toEqual([1, 2, 3, 4].map((i) => `var(--tier-${i})`));
    expect([1, 2].map((rank) => tierColor(rank, 2))).toEqual(["var(--tier-1)", "var(--tier-4)"]);
    expect(tierColor(null, 4)).toBe("var(--tertiary)");
  });

  it("lineageOf(result) passes through marts that only feed other marts", () => {
    const model = {comment: "", rows: 1, columns: [], sql: ""};
    const file = {source: "a", rows_in: 1, kept: 1, rejected: 0, filtered: 0, unmapped: []};
    const {links} = lineageOf({
      files: [{...file, path: "stripe/a.csv", table: "subscription_periods"}],
      rejects: [],
      tables: [],
      totals: [],
      checks: [],
      settings: [],
      models: [
        {...model, name: "subscription_periods", kind: "contract", reads: []},
        {...model, name: "account_months", kind: "mart", reads: ["licences", "account_months"]},
        {...model, name: "licences", kind: "mart", reads: ["subscription_periods"]}
      ]
    });
    expect(links).toContainEqual(["0 stripe/a.csv", "1 subscription_periods"]);
    expect(links).toContainEqual(["1 subscription_periods", "2 account_months"]);
    expect(links).toContainEqual(["2 account_months", "3 arpa"]);
    expect(links.flat()).not.toContain("2 licences");
  });
});
