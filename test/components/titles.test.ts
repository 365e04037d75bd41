import {describe, expect, it} from "vitest";
import fc from "fast-check";
import {bridgeTitle, clearlyApart, growthTitle, spreadTitle, trendTitle} from "../../src/components/titles.js";

const row = (name: string, value: number, half: number) => ({name, value, lower: value - half, upper: value + half});
const format = (value: number | null | undefined) => (value ?? NaN).toFixed(2);

describe("titles", () => {
  it("growthTitle(rows) names only rows whose intervals leave out 100%", () => {
    expect(growthTitle([row("Starter", 0.73, 0.05), row("Team", 0.98, 0.05), row("Enterprise", 1.17, 0.05)])).toBe(
      "Enterprise grows, Starter shrinks"
    );
    expect(growthTitle([row("Starter", 0.99, 0.05), row("Enterprise", 1.03, 0.05)])).toBe(
      "No plan clearly grows or shrinks"
    );
    expect(growthTitle([row("Starter", 0.73, 0.05), row("Team", 0.99, 0.05)])).toBe(
      "Starter shrinks; no plan clearly grows"
    );
    expect(growthTitle([row("Starter", 1.3, 0.05), row("Team", 1.2, 0.05)])).toBe("Every plan grows");
    expect(growthTitle([{name: "Team", value: null}])).toBe("No plan clearly grows or shrinks");
    expect(growthTitle([])).toBe("Nothing to compare by plan yet");
  });

  it("growthTitle(rows) asks more of one row among many than of one alone", () => {
    const edge = row("Team", 1.05, 0.0495);
    const quiet = ["a", "b", "c", "d", "e"].map((name) => row(name, 1, 0.05));
    expect(growthTitle([edge])).toBe("Team grows; no plan clearly shrinks");
    expect(growthTitle([edge, ...quiet])).toBe("No plan clearly grows or shrinks");
  });

  it("clearlyApart(rows, reference) never names a row whose interval holds the reference", () => {
    const estimate = fc.record({
      value: fc.double({min: 0, max: 2, noNaN: true}),
      half: fc.double({min: 1e-6, max: 1, noNaN: true})
    });
    fc.assert(
      fc.property(fc.array(estimate, {maxLength: 8}), (list) => {
        const rows = list.map(({value, half}, i) => row(String(i), value, half));
        const {above, below} = clearlyApart(rows, 1);
        expect([...above, ...below].filter(({lower, upper}) => lower! < 1 && upper! > 1)).toEqual([]);
      })
    );
  });

  it("trendTitle(name, points) says rose or fell only by a change told from chance", () => {
    const title = (value: number, p: number | null, candidates = 1) =>
      trendTitle("NRR", [{period: "2026-10", ...row("", 1 + value, 0.02)}], {
        change: {value, lower: null, upper: null, p, against: "a year ago", period: "2025-10", noise: false},
        candidates,
        format
      });
    expect(title(0.1, 0.001)).toBe("NRR rose to 1.10 from 1.00 a year before");
    expect(title(-0.1, 0.001)).toBe("NRR fell to 0.90 from 1.00 a year before");
    expect(title(0.1, 0.2)).toBe("NRR stands at 1.10: no clear change in a year");
    expect(title(0.1, null)).toBe("NRR stands at 1.10: no clear change in a year");
    expect(title(0.1, 0.03)).toContain("rose");
    expect(title(0.1, 0.03, 2)).toContain("no clear change");
  });

  it("trendTitle(name, points) leaves out what is not mature, and claims nothing without a change", () => {
    const points = [
      {period: "2026-09", ...row("", 1, 0.02)},
      {period: "2026-10", ...row("", 5, 0.02), mature: false}
    ];
    expect(trendTitle("NRR", points, {change: null, format})).toBe("NRR stands at 1.00");
    expect(trendTitle("NRR", [], {change: null, format})).toBe("NRR is not known yet");
  });

  it("spreadTitle(rows) compares highest and lowest, counting every pair", () => {
    expect(spreadTitle([row("ads", 0.1, 0.02), row("partner", 0.3, 0.05)], "converts better than", "same")).toBe(
      "Partner converts better than ads"
    );
    expect(spreadTitle([row("ads", 0.1, 0.05), row("partner", 0.15, 0.05)], "converts better than", "same")).toBe(
      "same"
    );
    expect(spreadTitle([row("ads", 0.1, 0.05)], "converts better than", "same")).toBe("same");
    expect(spreadTitle([], "converts better than", "same")).toBe("Nothing to compare yet");
  });

  it("bridgeTitle(bridge) follows the ledger", () => {
    const bridge = {
      from: "a",
      to: "b",
      start: 100,
      new: 10,
      expansion: 30,
      reactivation: 0,
      contraction: 5,
      churn: 5,
      fx: 0,
      end: 130
    };
    const money = (minor: number) => `$${minor}`;
    expect(bridgeTitle(bridge, money)).toBe("Existing customers’ growth, $30, added more than new customers, $10");
    expect(bridgeTitle({...bridge, new: 40, end: 160}, money)).toBe(
      "New customers, $40, added more than existing customers’ growth, $30"
    );
    expect(bridgeTitle({...bridge, churn: 60, end: 75}, money)).toBe("Losses of $65 outweighed what was won");
    expect(bridgeTitle({...bridge, fx: -90, end: 40}, money)).toBe("Revenue fell by $60");
    expect(bridgeTitle({...bridge, new: 0, expansion: 10, end: 100}, money)).toBe("Revenue is where it was");
    expect(bridgeTitle(null, money)).toBe("Revenue movements are not known yet");
  });
});
